using System.Net.Sockets;
using System.Text;
using Fridge.Provisioning.Facts;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class EngineAnswersTests
{
    private const string Ping = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK";
    private const string NoManager = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 24\r\n\r\n{\"message\":\"no manager\"}";
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n7\r\n\"kühl\"\r\n2\r\n}\n\r\n0\r\n\r\n";

    private static readonly Fact[] Three = [Asked("one"), Asked("two"), Asked("three")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Answers_come_in_the_order_of_the_questions_whole_in_whatever_form() =>
        EngineAnswers.Parse(Encoding.UTF8.GetBytes(Ping + NoManager + Chunked)).Select(answer => $"{answer.Status} {string.Join('|', answer.Lines)}")
            .ShouldBe(["0 1.41", "1 {\"message\":\"no manager\"}", "0 {\"a\":\"kühl\"}"]);

    [Fact]
    public void What_was_cut_off_anywhere_is_no_answer()
    {
        var whole = Encoding.UTF8.GetBytes(Ping + Chunked);
        for (var length = 0; length < whole.Length; length++)
            EngineAnswers.Parse(whole[..length]).Count.ShouldBeLessThan(2, $"{length} bytes");
        EngineAnswers.Parse(whole).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_with_perl_asks_the_engine_without_its_command_line()
    {
        using var scratch = new Scratch();
        await LocalShell.ProgramAsync(scratch.Path, "docker", $"echo run >>{scratch.Path}/runs", Token);
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        engine.Bind(new UnixDomainSocketEndPoint($"{scratch.Path}/engine.sock"));
        engine.Listen();
        var conversation = AnswerAsync(engine);

        var facts = await ReadAsync(scratch.Path, Three, byPerl: true);

        facts["one"].Lines.ShouldBe(["1.41"]);
        facts["two"].Status.ShouldBe(1);
        facts["three"].Lines.ShouldBe(["{\"a\":\"kühl\"}"]);
        (await conversation).Split("\r\n").Where(line => line.StartsWith("GET", StringComparison.Ordinal)).ShouldBe(["GET /one HTTP/1.1", "GET /two HTTP/1.1", "GET /three HTTP/1.1"]);
        File.Exists($"{scratch.Path}/runs").ShouldBeFalse();
    }

    [Fact]
    public async Task No_engine_behind_perl_is_no_answer()
    {
        using var scratch = new Scratch();
        await LocalShell.ProgramAsync(scratch.Path, "docker", "", Token);

        var facts = await ReadAsync(scratch.Path, Three, byPerl: true);

        Three.Select(fact => facts[fact.Name].Status).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_conversation_with_an_engine_gives_each_fact_its_answer_for_one_process()
    {
        using var scratch = new Scratch();
        // As the engine: it reads all questions and closes after the last.
        await LocalShell.ProgramAsync(scratch.Path, "docker",
            $"echo run >>{scratch.Path}/runs; while read -r line; do case $line in GET*) echo \"${{line%?}}\" >>{scratch.Path}/asked ;; Connection*) break ;; esac; done; printf '%s' '{Ping}{NoManager}'", Token);

        var facts = await ReadAsync(scratch.Path, Three);

        facts["one"].Lines.ShouldBe(["1.41"]);
        facts["two"].Status.ShouldBe(1);
        facts["three"].Status.ShouldBe(1);
        (await File.ReadAllLinesAsync(Path.Combine(scratch.Path, "asked"), Token)).ShouldBe(["GET /one HTTP/1.1", "GET /two HTTP/1.1", "GET /three HTTP/1.1"]);
        (await File.ReadAllLinesAsync(Path.Combine(scratch.Path, "runs"), Token)).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("echo 'Cannot connect to the Docker daemon' >&2; exit 1", 1)]
    [InlineData("exec sleep 30", FactText.Late)]
    public async Task An_engine_that_does_not_answer_says_nothing_to_any_and_holds_nothing_up(string engine, int status)
    {
        using var scratch = new Scratch();
        await LocalShell.ProgramAsync(scratch.Path, "docker", engine, Token);

        var facts = await ReadAsync(scratch.Path, [.. Three, new Fact<string>("next", "echo here", text => text.FirstLine)]);

        Three.Select(fact => facts[fact.Name].Status).ShouldBe([status, status, status]);
        facts["next"].Lines.ShouldBe(["here"]);
    }

    private static Fact<string> Asked(string name) => new(name, "", text => text.FirstLine) { Asks = $"/{name}", Requires = "docker", Limit = TimeSpan.FromSeconds(2) };

    /// <param name="programs">A folder of them, and of the engine's socket.</param>
    /// <param name="byPerl">False: as of a node without it.</param>
    private static async Task<System.Collections.Immutable.ImmutableDictionary<string, FactText>> ReadAsync(string programs, Fact[] facts, bool byPerl = false)
    {
        var script = FactScript.Compose(facts).Replace("/var/run/docker.sock", $"{programs}/engine.sock").Replace("command -v perl", byPerl ? "command -v perl" : "command -v no-perl");
        return EngineAnswers.Spread(FactSections.Parse(await LocalShell.RunAsync(script, ["60"], Token, programs)), facts);
    }

    /// <returns>What was asked.</returns>
    private static async Task<string> AnswerAsync(Socket engine)
    {
        using var caller = await engine.AcceptAsync(Token);
        var asked = "";
        var buffer = new byte[4096];
        while (!asked.Contains("Connection: close\r\n\r\n", StringComparison.Ordinal) && await caller.ReceiveAsync(buffer, Token) is > 0 and var read)
            asked += Encoding.ASCII.GetString(buffer, 0, read);
        await caller.SendAsync(Encoding.UTF8.GetBytes(Ping + NoManager + Chunked), Token);
        return asked;
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("fridge-engine-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
