using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fridge.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Output;

public sealed class EventJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("C --json --parallel 1")]
    [InlineData("B --broken A --json")]
    [InlineData("D --plan --json")]
    [InlineData("A --claster x --json")]
    public async Task What_a_run_writes_is_read_back_and_written_as_the_same_bytes(string arguments)
    {
        using var checkout = new ScratchFolder();

        var run = await EngineRun.OfAsync(new AbcBuild { Root = checkout.Path }, arguments);

        run.Lines.Select(EventJson.Read).Select(Text).ShouldBe(run.Lines);
    }

    [Theory]
    [InlineData("C --json --parallel 1")]
    [InlineData("B --broken A --json")]
    [InlineData("D --plan --json")]
    [InlineData("A --claster x --json")]
    public async Task What_a_run_writes_fits_the_documented_schema(string arguments)
    {
        using var checkout = new ScratchFolder();
        var schema = DocumentedSchema.Of("events");

        var run = await EngineRun.OfAsync(new AbcBuild { Root = checkout.Path }, arguments);

        foreach (var line in run.Lines)
            schema.Refusal(line).ShouldBeNull(line);
    }

    [Theory]
    [InlineData("""{"event":"targetStarted","schema":1,"at":"2026-01-02T12:00:00Z"}""")]
    [InlineData("""{"event":"message","schema":1,"at":"2026-01-02T12:00:00Z","level":"loud","text":"x"}""")]
    [InlineData("""{"event":"runFinished","schema":1,"at":"2026-01-02T12:00:00Z","exitCode":"0","seconds":0,"targets":[],"lines":[],"tables":[]}""")]
    [InlineData("""{"event":"targetStarted","schema":1,"target":"A"}""")]
    public void The_schema_and_the_reader_refuse_what_no_run_writes(string line)
    {
        DocumentedSchema.Of("events").Refusal(line).ShouldNotBeNull();
        Should.Throw<JsonException>(() => EventJson.Read(line));
    }

    [Fact]
    public void The_schema_that_is_documented_is_that_of_the_records() =>
        DocumentedSchema.Match("events", EventJson.Options, typeof(RunEvent));

    [Fact]
    public void An_event_of_a_later_version_is_read_as_one_that_is_not_known()
    {
        var later = EventJson.Read("""{"event":"nodeLost","schema":1,"at":"2026-01-02T12:00:00Z","node":"pico-1"}""");

        later.ShouldBe(new RunEvent { At = Noon });
    }

    [Fact]
    public void A_field_of_a_later_version_is_passed_over() =>
        EventJson.Read("""{"event":"targetStarted","schema":1,"at":"2026-01-02T12:00:00Z","target":"A","attempt":2}""").ShouldBe(new TargetStarted("A") { At = Noon });

    [Fact]
    public async Task The_build_sees_each_event_of_its_run_without_secrets()
    {
        using var checkout = new ScratchFolder();
        var build = new Listening { Root = checkout.Path };

        var run = await EngineRun.OfAsync(build, "Say --json", new() { ["FRIDGE_TOKEN"] = "hunter22" });

        build.Heard.Select(Text).ShouldBe(run.Lines);
        build.Heard.OfType<Message>().Single().Text.ShouldBe("It is ***.");
    }

    [Fact]
    public async Task Published_data_is_typed_and_without_secrets()
    {
        using var checkout = new ScratchFolder();
        var build = new Listening { Root = checkout.Path };

        await EngineRun.OfAsync(build, "Tell", new() { ["FRIDGE_TOKEN"] = "hunter22" });

        build.Heard.OfType<DataPublished>().Single().Value.GetRawText().ShouldBe("""{"words":["It is","***"],"count":2}""");
    }

    [Fact]
    public async Task A_listener_that_throws_is_left_out_and_the_run_goes_on()
    {
        using var checkout = new ScratchFolder();

        var run = await EngineRun.OfAsync(new Listening { Root = checkout.Path, Fails = true }, "Say");

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldContain("Output is lost from here on: the build's listener failed: deaf");
    }

    private static string Text(RunEvent happened)
    {
        using var stream = new MemoryStream();
        EventJson.Write(stream, happened);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n');
    }

    private sealed class Listening : SampleBuild
    {
        private ImmutableList<RunEvent> heard = [];

        [Parameter("What nobody reads."), Secret]
        public string? Token { get; set; }

        public bool Fails { get; init; }

        public IEnumerable<RunEvent> Heard => heard;

        public Target Say => _ => _.Executes(run => run.Report.Info($"It is {Token}."));

        public Target Tell => _ => _.Executes(run => run.Publish("said", new Said(["It is", Token!], 2), SaidJson.Default.Said));

        protected internal override void OnEvent(RunEvent happened)
        {
            if (Fails)
                throw new InvalidOperationException("deaf");
            heard = heard.Add(happened);
        }
    }
}

internal sealed record Said(ImmutableArray<string> Words, int Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Said))]
internal sealed partial class SaidJson : JsonSerializerContext;
