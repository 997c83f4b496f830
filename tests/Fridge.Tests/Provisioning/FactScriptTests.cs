using System.Collections.Immutable;
using Fridge.Provisioning.Facts;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>The facts script, run by this machine's <c>sh</c>.</summary>
public sealed class FactScriptTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_fact_has_its_status_its_lines_and_its_arguments()
    {
        var facts = await RunAsync(
            new Fact<string>("words", "printf '%s\\n' \"$@\"", text => text.Text) { Arguments = ["it's", "two words"] },
            Line("fails", "echo half; echo lost >&2; exit 7"),
            Line("nothing", "cat"),
            Line("no_line_end", "printf abc"),
            Line("lookalike", "printf ':end 0\\n\\n indented\\n\\n'"));

        facts["words"].ShouldBe(new FactText(0, ["it's", "two words"]), Comparer);
        facts["fails"].ShouldBe(new FactText(7, ["half"]), Comparer);
        facts["nothing"].ShouldBe(new FactText(0, []), Comparer);
        facts["no_line_end"].ShouldBe(new FactText(0, ["abc"]), Comparer);
        facts["lookalike"].ShouldBe(new FactText(0, [":end 0", "", " indented"]), Comparer);
    }

    [Fact]
    public async Task A_fact_that_hangs_is_ended_with_all_its_children_and_the_next_one_is_read()
    {
        var mark = $"30.{Guid.NewGuid().GetHashCode() & 0xffffff}";

        var facts = await RunAsync(Line("hangs", $"echo before; sleep {mark} & sleep {mark}", Second), Line("next", "echo here"));

        facts["hangs"].ShouldBe(new FactText(FactText.Late, ["before"]), Comparer);
        facts["next"].ShouldBe(new FactText(0, ["here"]), Comparer);
        (await ShAsync($"ps -eo args | grep -c '[s]leep {mark}'; :")).Trim().ShouldBe("0");
    }

    /// <summary>As one that waits for a stale mount: signals don't reach it before the mount answers.</summary>
    [Fact]
    public async Task A_fact_that_not_even_a_signal_ends_is_left_behind()
    {
        var kill = "kill() { case $* in *KILL*) : ;; *) command kill \"$@\" ;; esac; }\n";

        var facts = FactSections.Parse(await ShAsync(
            kill + FactScript.Compose([Line("stuck", "exec sleep 20", Second), Line("next", "echo here")]), "60"));

        facts["stuck"].Status.ShouldBe(FactText.Late);
        facts["next"].ShouldBe(new FactText(0, ["here"]), Comparer);
    }

    [Fact]
    public async Task When_all_together_take_too_long_the_rest_is_late_at_once()
    {
        var facts = FactSections.Parse(await ShAsync(FactScript.Compose([Line("slow", "sleep 20"), Line("rest", "sleep 20")]), "1"));

        facts["slow"].Status.ShouldBe(FactText.Late);
        facts["rest"].Status.ShouldBe(FactText.Late);
    }

    [Fact]
    public async Task A_fact_that_prints_for_ever_is_cut() =>
        (await RunAsync(Line("endless", "while :; do echo 0123456789012345678901234567890123456789; done")))["endless"].Status.ShouldBeGreaterThan(128);

    [Fact]
    public async Task A_missing_program_is_the_facts_default()
    {
        var fact = new Fact<string>("version", "nosuch --version", text => text.FirstLine) { Requires = "nosuch-program", Default = "none" };

        var readings = new NodeReadings("pico-1", Readings.Now, await RunAsync(fact));

        readings.Read(fact).ShouldBe("none");
    }

    [Fact]
    public async Task Every_fact_of_the_product_is_shell_that_this_sh_reads()
    {
        var asked = Readings.Stages(Fridges.Pico).FactsOf("pico-0").ToList();

        var said = await ShAsync(string.Concat(asked.Select(fact => $"sh -n /dev/stdin <<'FACT' && echo {fact.Name}\n{fact.Script}\nFACT\n")));

        said.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(asked.Select(fact => fact.Name));
        asked.Select(fact => fact.Name).ShouldContain("registry_ca");
    }

    [Fact]
    public void A_fact_that_two_tasks_ask_for_is_read_once_and_two_of_one_name_are_refused()
    {
        FactScript.Compose([SystemFacts.Kernel, SystemFacts.Kernel]).Split("has kernel ").Length.ShouldBe(2);
        Should.Throw<ArgumentException>(() => FactScript.Compose([SystemFacts.Kernel, Line("kernel", "echo another")])).Message.ShouldContain("'kernel'");
    }

    [Theory]
    [InlineData("a;b")]
    [InlineData("end")]
    public void AFactsName_ThatTheScriptCantUse_IsRefused(string name) => Should.Throw<ArgumentException>(() => Line(name, "true"));

    [Fact]
    public void What_a_login_shell_prints_is_no_fact() =>
        FactSections.Parse("Welcome to pico\n:kernel 0\n 1.0\n:begin 0\n:kernel 0\n 6.1\n:end 0\n:kernel 0\n 2.0\n")["kernel"].Lines.ShouldBe(["6.1"]);

    [Theory]
    [InlineData("Unmatched '''.\n", "it printed no facts")]
    [InlineData(":begin 0\n:kernel 0\n 6.1\n:kernel 0\n 6.2\n:end 0\n", "it printed the fact 'kernel' twice")]
    public void Output_that_is_none_names_the_node(string output, string why)
    {
        var failure = Should.Throw<FridgeException>(() => NodeReadings.Of("pico-1", Readings.Now, output, []));

        failure.Message.ShouldBe($"The facts of pico-1 can't be read: {why}.");
        failure.Evidence.ShouldNotBeEmpty();
    }

    private static Fact<string> Line(string name, string script, TimeSpan? limit = null) =>
        new(name, script, text => text.FirstLine) { Limit = limit ?? TimeSpan.FromSeconds(20) };

    private static async Task<ImmutableDictionary<string, FactText>> RunAsync(params Fact[] facts) =>
        FactSections.Parse(await ShAsync(FactScript.Compose(facts), "60"));

    private static Task<string> ShAsync(string script, params string[] arguments) => LocalShell.RunAsync(script, arguments, Token);

    private static readonly IEqualityComparer<FactText> Comparer = EqualityComparer<FactText>.Create(
        (left, right) => left!.Status == right!.Status && left.Lines.SequenceEqual(right.Lines), _ => 0);
}
