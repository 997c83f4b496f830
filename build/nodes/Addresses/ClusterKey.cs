using Fridge.Tooling;
using Fridge.Tooling.Files;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

/// <summary>The cluster's own key pair, ed25519 without passphrase, readable by its owner alone, in the cluster's state folder.</summary>
/// <param name="folder"><see cref="FridgePaths.StateOf"/>.</param>
public sealed class ClusterKey(string folder, IProcessRunner processes)
{
    public string PrivateKeyFile => Path.Combine(folder, "id_ed25519");

    public string PublicKeyFile => PrivateKeyFile + ".pub";

    /// <summary>Makes the pair where there is none. Another run may do so at the same time: the first private key is everybody's.</summary>
    /// <returns>The public key's line for <c>authorized_keys</c>.</returns>
    /// <exception cref="FridgeException">Wrong use: what is there is another user's, or open to others.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        OwnersAlone.EnsureFolder(folder);
        OwnersAlone.CheckSecret(PrivateKeyFile);
        if (!File.Exists(PrivateKeyFile))
            await AsideAsync(fresh => MakeAsync(fresh, cancellationToken));
        if (!File.Exists(PublicKeyFile))
            await AsideAsync(fresh => DeriveAsync(fresh, cancellationToken));
        return (await File.ReadAllTextAsync(PublicKeyFile, cancellationToken)).Trim();
    }

    private async Task MakeAsync(string fresh, CancellationToken cancellationToken)
    {
        await KeygenAsync(cancellationToken, "-q", "-t", "ed25519", "-N", "", "-C", $"fridge {Path.GetFileName(folder)}", "-f", fresh);
        try
        {
            File.Move(fresh, PrivateKeyFile);
        }
        catch (IOException) when (File.Exists(PrivateKeyFile))
        {
            return;
        }

        File.Move(fresh + ".pub", PublicKeyFile, overwrite: true);
    }

    /// <summary>For a private key whose maker was stopped, or isn't so far yet.</summary>
    private async Task DeriveAsync(string fresh, CancellationToken cancellationToken)
    {
        var derived = await KeygenAsync(cancellationToken, "-y", "-f", PrivateKeyFile);
        await File.WriteAllTextAsync(fresh, derived.StandardOutput, cancellationToken);
        File.Move(fresh, PublicKeyFile, overwrite: true);
    }

    /// <summary>In a folder beside the pair, so that what is finished is moved, whole, to its place.</summary>
    private async Task AsideAsync(Func<string, Task> make)
    {
        Directory.CreateDirectory(folder, OwnersAlone.Folder);
        var aside = Directory.CreateDirectory(Path.Combine(folder, $".key-{Path.GetRandomFileName()}"), OwnersAlone.Folder);
        try
        {
            await make(Path.Combine(aside.FullName, "fresh"));
        }
        finally
        {
            aside.Delete(recursive: true);
        }
    }

    private Task<ProcessResult> KeygenAsync(CancellationToken cancellationToken, params string[] arguments) =>
        processes.RunAsync(new CommandLine("ssh-keygen", arguments), cancellationToken: cancellationToken);
}
