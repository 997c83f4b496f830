using System.Collections.Immutable;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Archives;

/// <summary>A program that checks signatures against a keyring.</summary>
/// <param name="Program">Name, or path.</param>
public sealed record SignatureVerifier(string Program, bool IsGpgv)
{
    internal ImmutableArray<string> Options => IsGpgv ? ["--status-fd", "1"] : [];

    /// <summary>gpgv first: a key that has expired since may have signed for sqv. Null: it has neither.</summary>
    public static SignatureVerifier? OfMachine() =>
        ProgramPath.Find("gpgv") is { } gpgv ? new(gpgv, IsGpgv: true)
        : ProgramPath.Find("sqv") is { } sqv ? new(sqv, IsGpgv: false)
        : null;

    /// <summary>gpgv ends with 0 for a key that has expired too, and with 2 for one signature of three whose key is new: only its status lines tell.</summary>
    internal bool IsGood(ProcessResult result) => IsGpgv
        ? Says(result, "GOODSIG") && !Says(result, "BADSIG")
        : result.ExitCode == 0;

    private static bool Says(ProcessResult result, string status) =>
        result.StandardOutput.Split('\n').Any(line => line.StartsWith($"[GNUPG:] {status} ", StringComparison.Ordinal));
}
