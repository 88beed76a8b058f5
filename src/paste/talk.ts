/**
 * What kubectl, oc, ssh and a terminal say by themselves between the outputs of a session. It is of no use here, and
 * nobody misses it.
 */

// None of it begins with a blank or as a line of JSON does: a deep indent is not tried from each of its blanks.
const TALK = new RegExp(
  `^\\s*(?![\\s"{}\\]])(?:${[
    // kubectl exec, kubectl debug, oc debug
    "Default(?:ed|ing) container ",
    "Use 'kubectl describe pod",
    "Unable to use a TTY",
    "command terminated with (?:non-zero )?exit code",
    "Starting pod/",
    "Creating debugging pod ",
    "To use host binaries, run",
    "Pod IP: ",
    "If you don't see a command prompt",
    "All commands and output from this session",
    "(?:Removing|Deleting) debug pod",
    "Temporary namespace ",
    "pod \\S+ deleted",
    "the input device is not a TTY",
    // ssh and shells
    "(?:Shared c|C)onnection to \\S+ closed",
    "Warning: Permanently added ",
    "Pseudo-terminal will not be allocated",
    "Last login: ",
    "\\[sudo\\] password for ",
    "(?:logout|exit)$",
    "\\S{0,20}sh: no job control",
    "\\S{0,20}sh: cannot set terminal process group",
    // script, journalctl, less, grep
    "Script (?:started|done) ",
    "-- (?:Logs begin|Journal begins|No entries|Boot |Reboot)",
    "(?:--|~|\\(END\\)|--More--.*|lines \\d+-\\d+.*)$",
    // The first line of a prompt of two
    "[┌╭]\\S",
  ].join("|")})`,
);

/** True for such a line. */
export function isTalk(line: string): boolean {
  return TALK.test(line);
}
