using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Nodes;

/// <summary>What <c>ssh -G</c> prints: a keyword and its value a line, keywords in lower case.</summary>
internal sealed record SshConfig(string Host, int Port, string User, ImmutableArray<string> IdentityFiles, string? JumpHost, string? ProxyCommand, string? IdentityAgent)
{
    private const int DefaultPort = 22;

    /// <summary>ssh's defaults, for a machine without ssh.</summary>
    public static SshConfig Default(string host) => new(
        host, DefaultPort, Environment.UserName, ["~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa"], null, null, null);

    public static SshConfig Parse(string host, string output)
    {
        var values = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var fallback = Default(host);
        return new SshConfig(
            values["hostname"].FirstOrDefault() ?? host,
            int.TryParse(values["port"].FirstOrDefault(), CultureInfo.InvariantCulture, out var port) ? port : DefaultPort,
            values["user"].FirstOrDefault() ?? fallback.User,
            [.. values["identityfile"]],
            Set(values["proxyjump"]),
            Set(values["proxycommand"]),
            Set(values["identityagent"]));
    }

    private static string? Set(IEnumerable<string> values) =>
        values.FirstOrDefault() is { } value && value != "none" ? value : null;
}
