using System.Text;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Archives;

/// <summary>Whether an InRelease is Debian's own.</summary>
public interface IReleaseSignature
{
    /// <returns>The text that was signed: what stands before and after it is nobody's word.</returns>
    /// <exception cref="FridgeException">The signature is not one of Debian's.</exception>
    Task<string> VerifyAsync(string inRelease, Uri address, IReport report, CancellationToken cancellationToken);
}

/// <summary>By <c>gpgv</c> and Debian's keyring where the machine has both; else the run says that nobody checked.</summary>
public sealed class GpgvSignature(IProcessRunner processes, string keyring = "/usr/share/keyrings/debian-archive-keyring.gpg") : IReleaseSignature
{
    public async Task<string> VerifyAsync(string inRelease, Uri address, IReport report, CancellationToken cancellationToken)
    {
        if (!File.Exists(keyring) || !File.Exists("/usr/bin/gpgv"))
        {
            report.Warn($"{address}: signature not checked (gpgv or Debian's keyring is missing): compare the difference with care.");
            return ClearSigned.TextOf(inRelease) ?? throw NotSigned(address, "no clear-signed text in it");
        }

        var result = await processes.TryRunAsync(
            new CommandLine("gpgv", "--quiet", "--keyring", keyring, "--output", "-") { Input = new MemoryStream(Encoding.UTF8.GetBytes(inRelease)) },
            cancellationToken: cancellationToken);
        return result.ExitCode == 0 ? result.StandardOutput : throw NotSigned(address, result.StandardError);
    }

    private static FridgeException NotSigned(Uri address, string evidence) =>
        new($"{address} isn't signed by Debian.", "Use another archive (debianArchives in .nuke/parameters.json).")
        {
            Evidence = [.. evidence.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        };
}
