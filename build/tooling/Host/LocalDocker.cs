using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>The docker command line of this machine: builds images and virtual Pis. Operations on a cluster go to its nodes' engines.</summary>
/// <param name="ThroughSudo">Until this login holds its membership of group docker.</param>
public sealed record LocalDocker(bool ThroughSudo = false)
{
    public CommandLine Command(params IEnumerable<string> arguments) => ThroughSudo
        ? new CommandLine("sudo", ["-n", "docker", .. arguments])
        : new CommandLine("docker", arguments);

    /// <summary>As <see cref="Command"/> with variables, which sudo would drop.</summary>
    public CommandLine CommandWith(IEnumerable<KeyValuePair<string, string>> environment, params IEnumerable<string> arguments)
    {
        var variables = environment.Select(variable => $"{variable.Key}={variable.Value}");
        return ThroughSudo
            ? new CommandLine("sudo", ["-n", "env", .. variables, "docker", .. arguments])
            : new CommandLine("env", [.. variables, "docker", .. arguments]);
    }
}
