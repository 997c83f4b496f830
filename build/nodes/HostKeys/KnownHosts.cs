using System.Collections.Immutable;
using System.Text;
using Fridge.Tooling;
using Fridge.Tooling.Files;
using Fridge.Tooling.Waiting;

namespace Fridge.Nodes;

/// <summary>A cluster's known_hosts file in OpenSSH's format. A node's line begins with its name in the cluster file; its address follows for people's own ssh.</summary>
public sealed class KnownHosts(string path)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public string Path { get; } = path;

    /// <summary>Beside it: whoever writes holds it.</summary>
    public string LockFile => Path + ".lock";

    public ImmutableArray<HostKey> KeysOf(string node) => Of(node, KnownHostMarker.None);

    /// <summary>Keys of a node's lines with this marker.</summary>
    internal ImmutableArray<HostKey> Of(string node, KnownHostMarker marker) =>
        [.. Lines().Select(KnownHostLine.Parse).OfType<KnownHostLine>().Where(line => line.Marker == marker && line.Names(Alias(node))).Select(line => line.Key)];

    /// <summary>Appends, below what a person's editor may have left without a line end.</summary>
    /// <exception cref="FridgeException">Another run has kept the file for too long.</exception>
    public async Task AddAsync(string node, string host, int port, HostKey key, CancellationToken cancellationToken)
    {
        await using var alone = await LockAsync(cancellationToken);
        using var file = new FileStream(Path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = OwnersAlone.SecretFile });
        var before = "";
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            before = file.ReadByte() == '\n' ? "" : "\n";
        }

        file.Write(Encoding.UTF8.GetBytes($"{before}{Alias(node)},{Location(host, port)} {key}\n"));
    }

    /// <summary>What <c>--forget-host-key NODE</c> does. What is revoked stays so, and what stands for many nodes stays.</summary>
    /// <returns>False: nothing was known.</returns>
    /// <exception cref="FridgeException">Another run has kept the file for too long.</exception>
    public async Task<bool> ForgetAsync(string node, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
            return false;
        await using var alone = await LockAsync(cancellationToken);
        var lines = Lines();
        var kept = lines.Where(line => KnownHostLine.Parse(line) is not { Marker: KnownHostMarker.None } known || !known.IsOf(Alias(node))).ToArray();
        if (kept.Length == lines.Length)
            return false;
        var temporary = Path + ".new";
        File.WriteAllLines(temporary, kept);
        File.SetUnixFileMode(temporary, OwnersAlone.SecretFile);
        File.Move(temporary, Path, overwrite: true);
        return true;
    }

    /// <summary>The name under which ssh looks a node up (<c>HostKeyAlias</c>); ssh compares in lower case.</summary>
    public static string Alias(string node) => node.ToLowerInvariant();

    private string[] Lines() => File.Exists(Path) ? File.ReadAllLines(Path) : [];

    private static string Location(string host, int port) => port == 22 ? host : $"[{host}]:{port}";

    /// <summary>One writer at a time, of all runs: nodes are met in parallel, and whoever forgets one replaces the file.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, OwnersAlone.Folder);
        IOException? busy = null;
        return await new Poll(Limit, Pause, TimeProvider.System).UntilAsync(
            _ => Task.FromResult(TryLock(out busy)),
            () => new FridgeException($"{Path} has been in use by another run for {Limit.TotalSeconds:0} s: {busy?.Message}", "Wait for that run, or end it.", inner: busy),
            cancellationToken);
    }

    /// <returns>Null: somebody else has it.</returns>
    private FileStream? TryLock(out IOException? busy)
    {
        busy = null;
        try
        {
            return new FileStream(LockFile, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = OwnersAlone.SecretFile });
        }
        catch (IOException reason) when (reason is not (DirectoryNotFoundException or FileNotFoundException))
        {
            busy = reason;
            return null;
        }
    }
}
