using System.Diagnostics;
using Fridge.Tests.Support;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>Kubernetes' programs, unpacked once for all tests and runs: one file that is each of them by its name.</summary>
internal static class KubernetesPrograms
{
    private static readonly string[] Names = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];

    private static readonly Lazy<Task<string>> Folder = new(UnpackAsync);

    public static async Task<string> FindAsync(string name) => Path.Combine(await Folder.Value, name);

    private static async Task<string> UnpackAsync()
    {
        var source = TestSettings.Current.Kubernetes;
        var folder = Path.Combine(Checkout.Scratch, $"kubernetes-{source.Version}");
        var whole = Path.Combine(folder, "hyperkube");
        Directory.CreateDirectory(folder);
        if (!File.Exists(whole))
        {
            var part = $"{whole}.{Environment.ProcessId}";
            await UnpackAsync(source.Packed("hyperkube"), part);
            File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Move(part, whole, overwrite: true);
        }

        foreach (var name in Names.Select(name => Path.Combine(folder, name)).Where(name => !File.Exists(name)))
            File.CreateSymbolicLink(name, whole);
        return folder;
    }

    private static async Task UnpackAsync(string packed, string target)
    {
        using var xz = Process.Start(new ProcessStartInfo("xz", ["--decompress", "--stdout", packed]) { RedirectStandardOutput = true })!;
        await using (var file = File.Create(target))
            await xz.StandardOutput.BaseStream.CopyToAsync(file);
        await xz.WaitForExitAsync();
        if (xz.ExitCode != 0)
            throw new InvalidOperationException($"xz could not unpack {packed}.");
    }
}
