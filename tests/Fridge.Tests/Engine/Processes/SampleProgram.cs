using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Processes;

/// <summary>A small build that is compiled against the engine and runs as a process of its own.</summary>
public sealed class SampleProgram : IAsyncLifetime
{
    private const string Source = """
        using Fridge;
        using Fridge.Engine;

        return await FridgeBuild.ExecuteAsync<Build>(args);

        class Build : FridgeBuild
        {
            protected override string? FirstLine() => "Sample";

            public Target Wait => _ => _.Executes(async (run, cancellation) =>
            {
                run.Report.Info("ready");
                try { await Task.Delay(Timeout.Infinite, cancellation); }
                finally { run.AfterSummary("cleaned up"); }
            });

            public Target Deaf => _ => _.Executes(async (run, _) =>
            {
                run.Report.Info("ready");
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            });

            public Target Search => _ => _.Executes(run => run.Report.Info($"limit {new System.Text.RegularExpressions.Regex("a").MatchTimeout}"));

            public Target Ask => _ => _.Executes(async (run, cancellation) =>
            {
                using var item = run.Report.Begin("thinking", 3, ProgressUnit.Steps);
                var yes = await run.Ask.ConfirmAsync("Install?", assume: true, cancellation);
                var word = (await run.Ask.SecretAsync("Password?", cancellation)).Reveal();
                run.AfterSummary($"answers {yes} {word.Length} {word}");
            });
        }
        """;

    private static readonly string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{AppContext.BaseDirectory}Fridge.Abstractions.dll" />
            <Reference Include="{AppContext.BaseDirectory}Fridge.Engine.dll" />
            <Reference Include="{AppContext.BaseDirectory}Spectre.Console.dll" />
            <Reference Include="{AppContext.BaseDirectory}Spectre.Console.Ansi.dll" />
          </ItemGroup>
        </Project>
        """;

    private readonly ScratchFolder folder = new();

    public string Path => folder["out/sample"];

    public async ValueTask InitializeAsync()
    {
        folder.Write("sample.csproj", Project);
        folder.Write("Program.cs", Source);
        var (code, output) = await RunToEndAsync("dotnet", ["build", folder["sample.csproj"], "-o", folder["out"], "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
        code.ShouldBe(0, output);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public static async Task<(int Code, string Output)> RunToEndAsync(string file, IEnumerable<string> arguments, string input = "")
    {
        using var process = Start(file, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    public static Process Start(string file, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm", ["FRIDGE_ROOT"] = System.IO.Path.GetTempPath() },
        })!;
}
