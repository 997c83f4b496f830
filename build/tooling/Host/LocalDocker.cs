using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>The docker command line of this machine: builds images and virtual Pis. Operations on a cluster go to its nodes' engines.</summary>
/// <param name="ThroughGroup">The user is in group docker and this login isn't yet: <c>sg</c> lends it, as the same user.</param>
public sealed record LocalDocker(bool ThroughGroup = false)
{
    public const string Group = "docker";

    public CommandLine Command(params IEnumerable<string> arguments) => ThroughGroup
        ? new CommandLine("sg", Group, "-c", string.Join(' ', arguments.Prepend("docker").Select(ShellText.Quote)))
        : new CommandLine("docker", arguments);
}
