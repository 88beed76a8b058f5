import { useQuery } from "@tanstack/react-query";
import { Command } from "./Command";
import { scriptAsCommand, waysToCollect } from "./commands";
import styles from "./Ways.module.css";

const SHORT = "iptables-save -c; ip6tables-save -c; ipset save; ip addr; ip route show table all";

/** Ways to get a dump of a node, the shortest first. */
export function Ways() {
  const script = useQuery({
    queryKey: ["collect.sh"],
    queryFn: async () => {
      const answer = await fetch(new URL("collect.sh", document.baseURI));
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    },
  }).data;
  return (
    <div className={styles.ways}>
      <Command title="On a node, as root" command={SHORT} />
      <p className={styles.all}>
        collect.sh prints all that is read here: also connections, kube-proxy’s options and what the cluster says. It
        changes nothing and sends nothing.
      </p>
      {waysToCollect(location.href).map(({ title, command }) => (
        <Command key={title} title={title} command={command} />
      ))}
      {script !== undefined && (
        <Command
          title="The whole script, for a root shell on the node"
          command={scriptAsCommand(script)}
          shown={`sh <<'HOOKLINE' … ${String(script.split("\n").length)} lines`}
        />
      )}
    </div>
  );
}
