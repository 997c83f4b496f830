using Fridge.Tooling.Files;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes.OpenSsh;

/// <summary>A folder for one connection's socket that nobody else may enter. Its path is short: a socket's may have 108 bytes.</summary>
internal sealed class ControlSocket : IDisposable
{
    private FileStream? secret;

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-").FullName;

    public string Path => At("ssh");

    /// <summary>The known_hosts of this connection: what the node may show, and nothing else.</summary>
    public string KnownHostsFile => At("known_hosts");

    public void Know(string node, IEnumerable<HostKey> allowed)
    {
        File.WriteAllLines(KnownHostsFile, allowed.Select(key => $"{KnownHosts.Alias(node)} {key}"));
        File.SetUnixFileMode(KnownHostsFile, OwnersAlone.SecretFile);
    }

    /// <summary>
    /// A helper by which ssh asks for the password. It gives it once, to the ssh that has this socket alone: a jump host's ssh inherits the helper, and is told nothing.
    /// The password waits in a pipe, so it is on no argv, in no environment and on no disk.
    /// </summary>
    public async Task<string> AskPassAsync(Secret password, IProcessRunner processes, CancellationToken cancellationToken)
    {
        var pipe = At("secret");
        await processes.RunAsync(new CommandLine("mkfifo", "-m", "600", pipe), cancellationToken: cancellationToken);
        secret = new FileStream(pipe, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 });
        await secret.WriteAsync(System.Text.Encoding.UTF8.GetBytes(password.Reveal() + "\n"), cancellationToken);
        var helper = At("askpass");
        await File.WriteAllTextAsync(helper, Helper, cancellationToken);
        File.SetUnixFileMode(helper, OwnersAlone.SecretFile | UnixFileMode.UserExecute);
        return helper;
    }

    public void Dispose()
    {
        secret?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private string At(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Renamed first: it is read once.</summary>
    private const string Helper = """
        #!/bin/sh
        cd "${0%/*}" || exit 1
        case "$(tr '\0' ' ' <"/proc/$PPID/cmdline")" in
          *" -S $PWD/ssh "*) ;;
          *) exit 1 ;;
        esac
        mv secret taken 2>/dev/null || exit 1
        IFS= read -r line <taken
        rm -f taken
        printf '%s\n' "$line"

        """;
}
