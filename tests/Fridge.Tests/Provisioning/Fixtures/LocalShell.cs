using System.Diagnostics;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>This machine's <c>sh</c>, as nodes have it.</summary>
internal static class LocalShell
{
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(
        string script, IEnumerable<string> arguments, CancellationToken cancellationToken, string? programs = null)
    {
        var start = new ProcessStartInfo("sh", ["-s", "--", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (programs is not null) start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        using var sh = Process.Start(start)!;
        var (output, errors) = (sh.StandardOutput.ReadToEndAsync(cancellationToken), sh.StandardError.ReadToEndAsync(cancellationToken));
        await sh.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
        sh.StandardInput.Close();
        await sh.WaitForExitAsync(cancellationToken);
        await errors;
        return await output;
    }
}
