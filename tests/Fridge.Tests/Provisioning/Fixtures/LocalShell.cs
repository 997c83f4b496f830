using System.Diagnostics;
using Shouldly;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>This machine's <c>sh</c>, as nodes have it.</summary>
internal static class LocalShell
{
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(
        string script, IEnumerable<string> arguments, CancellationToken cancellationToken, string? programs = null)
    {
        var (_, output, _) = await TryAsync(script, arguments, cancellationToken, programs);
        return output;
    }

    /// <summary>For a script that has to succeed.</summary>
    public static async Task<string> SucceedAsync(string script, CancellationToken cancellationToken, string? programs = null)
    {
        var (status, output, errors) = await TryAsync(script, [], cancellationToken, programs);
        status.ShouldBe(0, errors);
        return output;
    }

    public static async Task<(int Status, string Output, string Errors)> TryAsync(
        string script, IEnumerable<string> arguments, CancellationToken cancellationToken, string? programs = null)
    {
        var start = new ProcessStartInfo("sh", ["-s", "--", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (programs is not null) start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        using var sh = Process.Start(start)!;
        var (output, errors) = (sh.StandardOutput.ReadToEndAsync(cancellationToken), sh.StandardError.ReadToEndAsync(cancellationToken));
        await sh.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
        sh.StandardInput.Close();
        await sh.WaitForExitAsync(cancellationToken);
        return (sh.ExitCode, await output, await errors);
    }

    /// <summary>A program that comes before this machine's own of that name, where <c>programs</c> is its folder.</summary>
    public static async Task ProgramAsync(string folder, string name, string script, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", cancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
