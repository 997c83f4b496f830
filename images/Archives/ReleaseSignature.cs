using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Archives;

/// <summary>Whether an InRelease is Debian's own, by Debian's keyring and apt's verifier: <c>sqv</c> from Debian 13 on, <c>gpgv</c> before.</summary>
public sealed class ReleaseSignature(IProcessRunner processes, SignatureVerifier? verifier, string keyring = ReleaseSignature.DebianKeyring)
{
    public const string DebianKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>By what this machine has.</summary>
    public ReleaseSignature(IProcessRunner processes)
        : this(processes, SignatureVerifier.OfMachine())
    {
    }

    /// <param name="unsigned">A person insists: what nobody signed is passed with a warning.</param>
    /// <returns>The text that was signed: what stands before and after it is nobody's word.</returns>
    /// <exception cref="FridgeException">The signature is not one of Debian's, or nothing here can tell.</exception>
    public async Task<string> VerifyAsync(string inRelease, Uri address, bool unsigned, IReport report, CancellationToken cancellationToken)
    {
        if (ClearSigned.Find(inRelease) is not { } message)
        {
            return unsigned ? Pass(inRelease, address, "it isn't signed", report) : throw NotSigned(address, ["no clear-signed text in it"]);
        }

        if (verifier is null || !File.Exists(keyring))
        {
            return unsigned ? Pass(message.Text, address, "nothing here can check signatures", report) : throw new FridgeException(
                $"The signature of {address} can't be checked: {(verifier is null ? "neither sqv nor gpgv is here" : $"{keyring} is missing")}.",
                "Install gpgv and debian-archive-keyring (target Host does so after asking), or insist with --unsigned.");
        }

        var evidence = await RefusalAsync(verifier, message, cancellationToken);
        return evidence.IsEmpty ? message.Text
            : unsigned ? Pass(message.Text, address, "it isn't signed by Debian", report)
            : throw NotSigned(address, evidence);
    }

    /// <summary>Text and signature apart, as apt itself asks: the verifier says nothing of a text that it finds by itself.</summary>
    /// <returns>Empty: it is good.</returns>
    private async Task<ImmutableArray<string>> RefusalAsync(SignatureVerifier program, ClearSigned message, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fridge-signature-").FullName;
        try
        {
            var (text, signature) = (Path.Combine(folder, "text"), Path.Combine(folder, "signature"));
            await File.WriteAllTextAsync(text, message.Text, cancellationToken);
            await File.WriteAllTextAsync(signature, message.Signature, cancellationToken);
            var result = await processes.TryRunAsync(
                new CommandLine(program.Program, [.. program.Options, "--keyring", keyring, signature, text]) { TimeLimit = Patience },
                cancellationToken: cancellationToken);
            return program.IsGood(result) ? [] : [.. $"{result.StandardOutput}\n{result.StandardError}".Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Pass(string text, Uri address, string why, IReport report)
    {
        report.Warn($"{address}: {why}; taken because of --unsigned: compare the difference with care.");
        return text;
    }

    private static FridgeException NotSigned(Uri address, ImmutableArray<string> evidence) =>
        new($"{address} isn't signed by Debian.", "Use another archive (debianArchives in .nuke/parameters.json), or insist with --unsigned.")
        {
            Evidence = evidence,
        };
}
