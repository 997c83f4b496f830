using System.Security.Cryptography;
using System.Text;
using Fridge.Tooling.Files;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>A kubeconfig on this machine: its owner's alone.</summary>
public sealed class KubeconfigFile
{
    private KubeconfigFile(string path, string? hash) => (Path, Hash) = (path, hash);

    public string Path { get; }

    /// <summary>SHA-256 (hex) of what is there; null: nothing.</summary>
    public string? Hash { get; private set; }

    public static KubeconfigFile At(string path) => new(path, File.Exists(path) ? HashOf(File.ReadAllBytes(path)) : null);

    /// <summary>Whole or not at all.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var fresh = $"{Path}.new";
        File.Delete(fresh);
        await using (var file = new FileStream(fresh, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnersAlone.SecretFile }))
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        File.Move(fresh, Path, overwrite: true);
        Hash = HashOf(Encoding.UTF8.GetBytes(text));
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
