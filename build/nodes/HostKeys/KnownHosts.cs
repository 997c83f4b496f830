using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>A cluster's known_hosts file in OpenSSH's format. A node's line begins with its name in the cluster file; its address follows for people's own ssh.</summary>
public sealed class KnownHosts(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = path;

    public ImmutableArray<HostKey> KeysOf(string node) =>
        [.. Lines().Where(line => Names(line).Contains(Alias(node))).Select(KeyOf).OfType<HostKey>()];

    /// <summary>Appends, in one write: nodes are met in parallel.</summary>
    public void Add(string node, string host, int port, HostKey key)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = OwnerOnly };
        using var file = new FileStream(Path, options);
        file.Write(System.Text.Encoding.UTF8.GetBytes($"{Alias(node)},{Location(host, port)} {key}\n"));
    }

    /// <summary>What <c>--forget-host-key NODE</c> does.</summary>
    /// <returns>False: nothing was known.</returns>
    public bool Forget(string node)
    {
        var lines = Lines();
        var kept = lines.Where(line => !Names(line).Contains(Alias(node))).ToArray();
        if (kept.Length == lines.Length)
            return false;
        var temporary = Path + ".new";
        File.WriteAllLines(temporary, kept);
        File.SetUnixFileMode(temporary, OwnerOnly);
        File.Move(temporary, Path, overwrite: true);
        return true;
    }

    /// <summary>The name under which ssh looks a node up (<c>HostKeyAlias</c>); ssh compares in lower case.</summary>
    public static string Alias(string node) => node.ToLowerInvariant();

    internal static HostKey? KeyOf(string line) => line.Split(' ', 2) is [_, var key] ? HostKey.Parse(key) : null;

    private string[] Lines() => File.Exists(Path) ? File.ReadAllLines(Path) : [];

    private static string[] Names(string line) => line.StartsWith('#') ? [] : line.Split(' ', 2)[0].Split(',');

    private static string Location(string host, int port) => port == 22 ? host : $"[{host}]:{port}";
}
