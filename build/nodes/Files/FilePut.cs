using Fridge.Tooling;
using Fridge.Tooling.Processes;
namespace Fridge.Nodes;

/// <summary>Puts a file on a node in one command, which knows how many bytes must arrive.</summary>
internal static class FilePut
{
    /// <summary>Wireless at the far end of a house; a file may take that long beside a command's own limit.</summary>
    private const int SlowestBytesPerSecond = 50_000;

    public static async Task RunAsync(NodeSession session, string path, Stream content, string mode, bool asRoot, CancellationToken cancellationToken)
    {
        if (!content.CanSeek)
        {
            await using var spooled = await SpoolAsync(content, cancellationToken);
            await RunAsync(session, path, spooled, mode, asRoot, cancellationToken);
            return;
        }

        var bytes = content.Length - content.Position;
        var command = RemoteCommand.Shell(Script(path, bytes, mode)) with { AsRoot = asRoot };
        command = command with { TimeLimit = command.TimeLimit + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond) };
        await session.ExecAsync(command, cancellationToken, content);
    }

    private static ShellText Script(string path, long bytes, string mode) =>
        Text($"""
        set -e
        umask 077
        mkdir -m 0755 -p "$(dirname {path})"
        new=$(mktemp {path + ".fridge-XXXXXX"})
        trap 'rm -f "$new"' EXIT
        cat > "$new"
        have=$(wc -c < "$new")
        if [ "$have" -ne {bytes} ]; then echo "only $have of {bytes} bytes arrived" >&2; exit 1; fi
        chmod {mode} "$new"
        mv -f "$new" {path}
        """);

    private static ShellText Text(ShellText text) => text;

    private static async Task<FileStream> SpoolAsync(Stream content, CancellationToken cancellationToken)
    {
        var spool = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await content.CopyToAsync(spool, cancellationToken);
        spool.Position = 0;
        return spool;
    }
}
