using System.Text;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;
using Fridge.Tests.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Logins;

/// <summary>As Docker looks for them; a helper is a real process, a script of the test.</summary>
public sealed class RegistryLoginsTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Redactor redactor = new();
    private readonly List<CommandLine> started = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoConfiguration_IsNobody() => (await FindAsync()).ShouldBeNull();

    [Theory]
    [InlineData("ghcr.io")]
    [InlineData("https://ghcr.io")]
    [InlineData("https://ghcr.io/v2/")]
    public async Task WhatALogInStored_IsFound_ByEachOfItsNames(string key)
    {
        Config($"{{{Stored(key, "ada:correct: horse")}}}");

        Shown(await FindAsync()).ShouldBe("ada correct: horse");
        redactor.Redact("a correct: horse").ShouldBe("a ***");
    }

    [Fact]
    public async Task DockerHub_IsKnownByItsOldName()
    {
        Config($"{{{Stored("https://index.docker.io/v1/", "ada:x y z w")}}}");

        Shown(await FindAsync("docker.io/ada")).ShouldBe("ada x y z w");
    }

    [Fact]
    public async Task AnIdentityToken_IsToldApart()
    {
        Config("""{"auths": {"ghcr.io": {"auth": "PHRva2VuPjo=", "identitytoken": "refresh me"}}}""");

        (await FindAsync())!.IsIdentityToken.ShouldBeTrue();
    }

    [Fact]
    public async Task TheRegistrysOwnHelper_IsAskedByItsInput_AndComesBeforeTheStore()
    {
        Config("""{"credHelpers": {"ghcr.io": "shelf"}, "credsStore": "other", "auths": {"ghcr.io": {}}}""");
        Helper("""test "$(cat)" = ghcr.io; echo '{"ServerURL": "ghcr.io", "Username": "ada", "Secret": "correct horse"}'""");

        Shown(await FindAsync()).ShouldBe("ada correct horse");

        started.Single().Program.ShouldBe("docker-credential-shelf");
        started.Single().Arguments.ShouldBe(["get"]);
        redactor.Redact("correct horse").ShouldBe("***");
    }

    [Fact]
    public async Task AHelperThatKnowsNobody_LeavesWhatIsStored()
    {
        Config($"{{\"credsStore\": \"shelf\", {Stored("ghcr.io", "ada:stored here")}}}");
        Helper("echo 'credentials not found in native keychain'; exit 1");

        Shown(await FindAsync()).ShouldBe("ada stored here");
    }

    [Fact]
    public async Task AHelperThatSaysSomethingElse_IsNamed_AndItsWordsAreNot()
    {
        Config("""{"credsStore": "shelf"}""");
        Helper("echo 'ada correct horse'");

        var failure = await Should.ThrowAsync<FridgeException>(FindAsync());

        failure.Message.ShouldBe("docker-credential-shelf gave no user and secret.");
        failure.ToString().ShouldNotContain("correct horse");
    }

    [Theory]
    [InlineData("../../bin/sh")]
    [InlineData("a b")]
    public async Task AHelperThatIsNoName_IsNotStarted(string name)
    {
        Config($$"""{"credsStore": "{{name}}"}""");

        (await Should.ThrowAsync<FridgeException>(FindAsync())).Message.ShouldContain("not a program's name");

        started.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"auths": {"ghcr.io": {"auth": "%%%"}}}""")]
    [InlineData("""{"credsStore": 1}""")]
    public async Task AConfigurationThatIsWrong_IsASentence(string json)
    {
        Config(json);

        (await Should.ThrowAsync<FridgeException>(FindAsync())).Message.ShouldBe($"{folder["config.json"]} can't be read as Docker's configuration.");
    }

    [Fact]
    public async Task WhatWasGivenToTheRun_ComesFirst()
    {
        Config("""{"credsStore": "shelf"}""");

        Shown(await FindAsync(given: ("grace", redactor.Hide("hopper's own")))).ShouldBe("grace hopper's own");

        started.ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private Task<RegistryCredentials?> FindAsync(string registry = "ghcr.io/owner", (string, Secret)? given = null) =>
        new RegistryLogins(new Helpers(this), redactor, folder.Path) { Given = given }.FindAsync(RegistryAddress.Parse(registry), Cancelled);

    private void Config(string json) => folder.Write("config.json", json);

    private void Helper(string script) => folder.Write("docker-credential-shelf", $"set -e\n{script}\n");

    private static string Shown(RegistryCredentials? found) => $"{found?.User} {found?.Password.Reveal()}";

    private static string Stored(string server, string login) => $$$"""
        "auths": {"{{{server}}}": {"auth": "{{{Base64(login)}}}"}}
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Starts the test's script where one is asked for on the PATH.</summary>
    private sealed class Helpers(RegistryLoginsTests test) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
        {
            test.started.Add(command);
            return new ProcessRunner().TryRunAsync(command with { Program = "sh", Arguments = [test.folder[command.Program], .. command.Arguments] }, onLine, cancellationToken);
        }
    }
}
