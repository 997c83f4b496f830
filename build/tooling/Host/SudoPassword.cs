using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>sudo asks on the terminal itself and remembers for some minutes; this program never sees a password.</summary>
internal static class SudoPassword
{
    public static CommandLine Ask => new("sudo", "-v", "-p", "[sudo] password for %u, to prepare this machine: ") { TimeLimit = TimeSpan.FromMinutes(5) };
}
