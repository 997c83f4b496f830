using System.Collections.Immutable;
using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Parameters;

public sealed class ParameterTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    [Fact]
    public async Task The_command_line_wins_over_the_environment_over_the_file_over_the_class()
    {
        checkout.Write(".nuke/parameters.json", """{"$schema": "build.schema.json", "Port": 3, "level": "three", "Limit": "3m"}""");
        var build = New();

        await EngineRun.OfAsync(build, "Go --port 1", new() { ["FRIDGE_PORT"] = "2", ["FRIDGE_LEVEL"] = "two" });

        build.Port.ShouldBe(1);
        build.Level.ShouldBe("two");
        build.Limit.ShouldBe(TimeSpan.FromMinutes(3));
        build.Rate.ShouldBe(1.5);
        build.Source(nameof(build.Port)).ShouldBe(ParameterSource.CommandLine);
        build.Source(nameof(build.Level)).ShouldBe(ParameterSource.Environment);
        build.Source(nameof(build.Limit)).ShouldBe(ParameterSource.ParametersFile);
        build.Source(nameof(build.Rate)).ShouldBe(ParameterSource.Class);
    }

    [Theory]
    [InlineData("Go", "--level=")]
    [InlineData("Go", "--level", "")]
    [InlineData("Go", "--level", " ")]
    public async Task An_empty_value_is_not_the_default(params string[] words)
    {
        var run = await EngineRun.OfAsync(New(), words, new() { ["FRIDGE_LEVEL"] = "two" });

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe("--level has an empty value.\nIs the variable behind it set? Give a value, or leave the option out.\n");
    }

    [Fact]
    public async Task Every_kind_of_value_is_read()
    {
        var build = New();

        var run = await EngineRun.OfAsync(
            build, "Go --suite first-half SecondHalf --names a b --rate 0.25 --fast --from https://example.org/x --limit 00:01:30 --at 10.0.0.0/8 --maybe 4");

        run.Error.ShouldBeEmpty();
        build.Suite.ShouldBe([Suite.FirstHalf, Suite.SecondHalf]);
        build.Names.ShouldBe(["a", "b"]);
        build.Rate.ShouldBe(0.25);
        build.Fast.ShouldBeTrue();
        build.From!.Host.ShouldBe("example.org");
        build.Limit.ShouldBe(TimeSpan.FromSeconds(90));
        build.At.PrefixLength.ShouldBe(8);
        build.Maybe.ShouldBe(4);
    }

    [Theory]
    [InlineData("Go --suite first-half,second-half")]
    [InlineData("Go --suite first-half, second-half")]
    public async Task Names_of_an_enumeration_may_be_parted_by_commas(string arguments)
    {
        var build = New();

        var run = await EngineRun.OfAsync(build, arguments);

        run.Error.ShouldBeEmpty();
        build.Suite.ShouldBe([Suite.FirstHalf, Suite.SecondHalf]);
    }

    [Fact]
    public async Task A_record_comes_from_the_file()
    {
        checkout.Write(".nuke/parameters.json", """{"Mirrors": [{"url": "https://a.example/", "sha512": "00ff"}, {"url": "../mirror", "sha512": null}]}""");
        var build = New();

        var run = await EngineRun.OfAsync(build, "Go");

        run.Error.ShouldBeEmpty();
        build.Mirrors.ShouldBe([new Mirror("https://a.example/", "00ff"), new Mirror("../mirror", null)]);
    }

    [Fact]
    public async Task A_list_in_the_environment_is_split_at_blanks_and_commas()
    {
        var build = New();

        await EngineRun.OfAsync(build, "Go", new() { ["FRIDGE_NAMES"] = "a, b c" });

        build.Names.ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("""{"Prt": 1}""", ".nuke/parameters.json: there is no parameter Prt.\nDid you mean Port?\n")]
    [InlineData("""{"Port": "many"}""", ".nuke/parameters.json: Port: \"many\" doesn't fit; expected: a number.\n")]
    [InlineData("""{"Port": {}}""", ".nuke/parameters.json: Port: {} doesn't fit; expected: a text, a number, true or false.\n")]
    [InlineData("""[]""", ".nuke/parameters.json: a JSON object is expected.\n")]
    [InlineData("{\n  \"Port\" 1}", ".nuke/parameters.json:2:10: not valid JSON here.\n")]
    [InlineData("""{"Password": "x"}""", ".nuke/parameters.json: Password is a secret, and this file is checked in.\nRemove it, then set FRIDGE_PASSWORD or name a file: --password-file FILE.\n")]
    public async Task A_wrong_file_is_wrong_use(string json, string expected)
    {
        checkout.Write(".nuke/parameters.json", json);

        var run = await EngineRun.OfAsync(New(), "Go");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe(expected);
    }

    [Fact]
    public async Task A_wrong_record_in_the_file_is_wrong_use_without_a_stack_trace()
    {
        checkout.Write(".nuke/parameters.json", """{"Mirrors": [{"uri": "x"}]}""");

        var run = await EngineRun.OfAsync(New(), "Go");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith(".nuke/parameters.json: Mirrors: ");
    }

    [Fact]
    public async Task A_secret_comes_from_a_file_or_the_environment_and_prints_nowhere()
    {
        var file = Owners(checkout.Write("password", "correct horse\n"));
        var build = New();
        build.Log = checkout["logs/run.log"];

        var run = await EngineRun.OfAsync(build, $"Tell --json --verbosity verbose --password-file {file}", new() { ["FRIDGE_KEY"] = "battery staple" });

        build.Password.ShouldBe("correct horse");
        build.Key!.Clear.ShouldBe("battery staple");
        foreach (var text in (string[])[run.Events, run.Out, run.Error, File.ReadAllText(build.Log)])
        {
            text.ShouldNotContain("correct horse");
            text.ShouldNotContain("battery staple");
            text.ShouldNotContain("made on the way");
        }

        run.Error.ShouldContain("I know *** and *** and ***");
        run.Events.ShouldContain("\"note\":\"***\"");
    }

    /// <summary>What shows before there is a run: no target, no plan, no log yet.</summary>
    [Theory]
    [InlineData("Go --verbosity verbose")]
    [InlineData("Go --plan --json")]
    public async Task A_secret_prints_nowhere_when_the_run_doesnt_begin(string arguments)
    {
        var build = New();
        build.First = () => throw new InvalidOperationException($"The file says {build.Token!.Reveal()} twice, {System.Convert.ToBase64String("battery staple"u8)}");

        var run = await EngineRun.OfAsync(build, arguments, new() { ["FRIDGE_TOKEN"] = "battery staple" });

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("The file says *** twice, ***");
        (run.Out + run.Error + run.Events).ShouldNotContain("battery staple");
    }

    [Fact]
    public async Task A_secret_file_that_is_missing_is_wrong_use()
    {
        var run = await EngineRun.OfAsync(New(), $"Go --password-file {checkout["none"]}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("--password-file: Could not find file");
    }

    [Theory]
    [InlineData("640")]
    [InlineData("604")]
    [InlineData("620")]
    public async Task A_secret_file_that_others_may_read_or_write_is_wrong_use(string mode)
    {
        var file = checkout.Write("password", "correct horse\n");
        File.SetUnixFileMode(file, (UnixFileMode)System.Convert.ToInt32(mode, 8));

        var run = await EngineRun.OfAsync(New(), $"Go --password-file {file}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe($"--password-file: {file} is open to other users (mode 0{mode}); close it: chmod 600 {file}.\n");
    }

    [Fact]
    public async Task A_secret_file_that_is_empty_is_wrong_use()
    {
        var file = Owners(checkout.Write("password", "\n"));

        (await EngineRun.OfAsync(New(), $"Go --password-file {file}")).Error.ShouldBe($"--password-file: {file} is empty.\n");
    }

    [Theory]
    [InlineData("UiPort", "ui-port")]
    [InlineData("SSHKey", "ssh-key")]
    [InlineData("A", "a")]
    [InlineData("NoTLS", "no-tls")]
    public void Names_are_kebab_case(string member, string expected) => Kebab.Of(member).ShouldBe(expected);

    [Fact]
    public void A_parameter_with_the_name_of_a_built_in_option_is_a_mistake_of_the_class() =>
        Should.Throw<InvalidOperationException>(() => ParameterMembers.Of(typeof(Clash)))
            .Message.ShouldBe("The parameter Plan has the name of the built-in option --plan.");

    public void Dispose() => checkout.Dispose();

    private static string Owners(string file)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private ParameterBuild New() => new() { Root = checkout.Path };

    private sealed class Clash : FridgeBuild
    {
        [Parameter("Clashes.")]
        public bool Plan { get; set; }
    }
}

internal enum Suite
{
    FirstHalf,
    SecondHalf,
}

internal sealed record Mirror(string Url, string? Sha512);

internal sealed record Hush(string Clear);

internal sealed class ParameterBuild : SampleBuild
{
    public string? Log { get; set; }

    protected internal override string? RunLogPath(DateTimeOffset started) => Log;

    [Parameter("A number.")]
    public int Port { get; private set; } = 4;

    [Parameter("A text.")]
    public string? Level { get; private set; }

    [Parameter("A time.")]
    public TimeSpan Limit { get; private set; }

    [Parameter("A fraction.")]
    public double Rate { get; private set; } = 1.5;

    [Parameter("A flag.")]
    public bool Fast { get; private set; }

    [Parameter("Names of a list.")]
    public Suite[] Suite { get; private set; } = [];

    [Parameter("Texts.")]
    public ImmutableArray<string> Names { get; private set; } = [];

    [Parameter("An address.")]
    public Uri? From { get; private set; }

    [Parameter("A type with Parse.")]
    public System.Net.IPNetwork At { get; private set; }

    [Parameter("Perhaps a number.")]
    public int? Maybe { get; private set; }

    [Parameter("Records.")]
    public ImmutableArray<Mirror> Mirrors { get; private set; } = [];

    [Parameter("A secret text."), Secret]
    public string? Password { get; private set; }

    [Parameter("A secret that stays one."), Secret]
    public Secret? Token { get; private set; }

    public Func<string?> First { get; set; } = () => null;

    protected internal override string? FirstLine() => First();

    [Parameter("A secret with a type."), Secret]
    public Hush? Key { get; private set; }

    public ParameterSource Source(string member) => SourceOf(member);

    public Target Go => _ => _.Executes(() => { });

    public Target Tell => _ => _.Executes(run =>
    {
        run.Hide("made on the way");
        run.Report.Info($"I know {Password} and {Key!.Clear} and made on the way");
        run.Table(new TextTable("Secrets", "value").Row(Password!));
        using var item = run.Report.Begin($"with {Password}");
        run.Outcome(Password!);
        run.AfterSummary($"Bye {Password}");
        run.AfterSummary(new TextTable(null, "value").Row(Key.Clear));
        throw new InvalidOperationException($"Not {Password}");
    });
}
