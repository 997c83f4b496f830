using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Registry.Signing;

/// <summary>Debian's own cosign: this machine's, or the newest that its apt knows, unpacked into the scratch folder.</summary>
internal static class Cosign
{
    private static readonly ProcessRunner Processes = new();

    /// <summary>Skips where neither is to be had.</summary>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (ProgramPath.Find("cosign") is { } installed)
            return installed;
        var folder = Path.Combine(Checkout.Scratch, "cosign");
        var program = Path.Combine(folder, "usr", "bin", "cosign");
        if (File.Exists(program))
            return program;
        var download = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;
        var downloaded = await Processes.TryRunAsync(new CommandLine("apt-get", "download", "cosign") { WorkingDirectory = download }, cancellationToken: cancellationToken);
        Assert.SkipUnless(downloaded.ExitCode == 0, "This machine has no cosign, and its apt knows none (Debian 13 has it).");
        await Processes.RunAsync(new CommandLine("dpkg-deb", "--extract", Directory.GetFiles(download, "cosign_*.deb").Single(), download), cancellationToken: cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.Move(Path.Combine(download, "usr", "bin", "cosign"), program, overwrite: true);
        Directory.Delete(download, recursive: true);
        return program;
    }
}
