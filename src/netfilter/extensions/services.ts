/**
 * The ports that people write by name (/etc/services); iptables-save prints them as numbers.
 */
const PORTS = new Map<string, number>([
  ["ftp-data", 20],
  ["ftp", 21],
  ["ssh", 22],
  ["telnet", 23],
  ["smtp", 25],
  ["domain", 53],
  ["bootps", 67],
  ["bootpc", 68],
  ["tftp", 69],
  ["http", 80],
  ["www", 80],
  ["kerberos", 88],
  ["pop3", 110],
  ["sunrpc", 111],
  ["ntp", 123],
  ["netbios-ns", 137],
  ["netbios-dgm", 138],
  ["netbios-ssn", 139],
  ["imap2", 143],
  ["imap", 143],
  ["snmp", 161],
  ["bgp", 179],
  ["ldap", 389],
  ["https", 443],
  ["microsoft-ds", 445],
  ["submission", 587],
  ["ldaps", 636],
  ["imaps", 993],
  ["pop3s", 995],
  ["nfs", 2049],
  ["mysql", 3306],
  ["postgresql", 5432],
  ["mdns", 5353],
  ["x11", 6000],
  ["http-alt", 8080],
]);

/** The port of a service's name, or undefined where the name is not among the common ones. */
export function servicePort(name: string): number | undefined {
  return PORTS.get(name.toLowerCase());
}
