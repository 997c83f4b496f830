using System.Text;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Archives;

/// <summary>Whether an InRelease is Debian's own.</summary>
public interface IReleaseSignature
{
    /// <exception cref="FridgeException">The signature is not one of Debian's.</exception>
    Task VerifyAsync(string inRelease, Uri address, IReport report, CancellationToken cancellationToken);
}

/// <summary>By <c>gpgv</c> and Debian's keyring where the machine has both; else the run says that nobody checked.</summary>
public sealed class GpgvSignature(IProcessRunner processes) : IReleaseSignature
{
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    public async Task VerifyAsync(string inRelease, Uri address, IReport report, CancellationToken cancellationToken)
    {
        if (!File.Exists(Keyring) || !File.Exists("/usr/bin/gpgv"))
        {
            report.Warn($"{address}: signature not checked (gpgv or Debian's keyring is missing): compare the difference with care.");
            return;
        }

        var result = await processes.TryRunAsync(
            new CommandLine("gpgv", "--quiet", "--keyring", Keyring) { Input = new MemoryStream(Encoding.UTF8.GetBytes(inRelease)) },
            cancellationToken: cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new FridgeException($"{address} isn't signed by Debian.", "Use another archive (debianArchives in .nuke/parameters.json).")
            {
                Evidence = [.. result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            };
        }
    }
}
