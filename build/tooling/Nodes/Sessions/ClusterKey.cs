using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Nodes;

/// <summary>The cluster's own key pair, ed25519 without passphrase, readable by its owner alone, in the cluster's state folder.</summary>
/// <param name="folder"><see cref="FridgePaths.StateOf"/>.</param>
public sealed class ClusterKey(string folder, IProcessRunner processes)
{
    private static readonly SemaphoreSlim OneMaker = new(1, 1);

    public string PrivateKeyFile => Path.Combine(folder, "id_ed25519");

    public string PublicKeyFile => PrivateKeyFile + ".pub";

    /// <summary>Makes the pair where there is none.</summary>
    /// <returns>The public key's line for <c>authorized_keys</c>.</returns>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        await OneMaker.WaitAsync(cancellationToken);
        try
        {
            if (!File.Exists(PublicKeyFile) || !File.Exists(PrivateKeyFile))
                await MakeAsync(cancellationToken);
            return (await File.ReadAllTextAsync(PublicKeyFile, cancellationToken)).Trim();
        }
        finally
        {
            OneMaker.Release();
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(PrivateKeyFile);
        File.Delete(PublicKeyFile);
        var command = new CommandLine("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", $"fridge {Path.GetFileName(folder)}", "-f", PrivateKeyFile);
        await processes.RunAsync(command, cancellationToken: cancellationToken);
    }
}
