using CliWrap;
using CliWrap.Buffered;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Help;

/// <summary>What a process of the program loads before a person reads the first line.</summary>
public sealed class LoadedAssembliesTests : IDisposable
{
    private readonly string list = Path.GetTempFileName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--help")]
    [InlineData("Deploy --help")]
    [InlineData("--version")]
    public async Task Help_LoadsNoClientAndNoParser(string arguments)
    {
        var loaded = await LoadedByAsync(arguments);

        loaded.ShouldContain("Fridge.Engine");
        loaded.Where(name => name is "KubernetesClient" or "Octokit" or "Docker.DotNet" or "Renci.SshNet" or "BouncyCastle.Cryptography" or "YamlDotNet" or "SharpCompress" or "JsonSchema.Net")
            .ShouldBeEmpty();
    }

    private async Task<string[]> LoadedByAsync(string arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "fridge.dll");
        var run = await Cli.Wrap("dotnet").WithArguments(["exec", program, .. arguments.Split(' ')])
            .WithEnvironmentVariables(set => set
                .Set("FRIDGE_ROOT", Checkout.Root).Set("DOTNET_STARTUP_HOOKS", typeof(LoadedAssembliesTests).Assembly.Location).Set(StartupHook.ListVariable, list))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Token);
        run.ExitCode.ShouldBe(0, run.StandardError);
        return await File.ReadAllLinesAsync(list, Token);
    }

    public void Dispose() => File.Delete(list);
}
