using System.Globalization;
using System.Text;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Facts;

/// <summary>
/// One script that reads many facts, in the form that <see cref="FactSections"/> reads. Its first argument is the limit of all, in seconds.
/// Files are read by one process, the engine is asked in one conversation.
/// </summary>
internal static class FactScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <exception cref="ArgumentException">Two different facts have one name.</exception>
    public static string Compose(IEnumerable<Fact> facts)
    {
        var once = OncePerName(facts).ToLookup(fact => fact.Source);
        List<string> steps =
        [
            .. once[FactSource.File].Any() ? [Files(once[FactSource.File])] : Array.Empty<string>(),
            .. once[FactSource.Engine].Any() ? [Engine([.. once[FactSource.Engine]])] : Array.Empty<string>(),
            .. once[FactSource.Shell].Select(Shell),
        ];
        var names = once.SelectMany(source => source.Key == FactSource.Engine ? [EngineAnswers.Section] : source.Select(fact => fact.Name));
        return new StringBuilder(EmbeddedText.Read(typeof(FactScript), "facts.sh"))
            .Append(CultureInfo.InvariantCulture, $"read_all {steps.Count} {ShellText.Quote(string.Concat(steps))}\n")
            .Append("say ").AppendJoin(' ', names).Append('\n')
            .ToString();
    }

    private static string Files(IEnumerable<Fact> facts) =>
        $"turn {Seconds(Limit)} && files {string.Join(' ', facts.Select(fact => $"{fact.Name} {ShellText.Quote(fact.Arguments[0])}"))}\n";

    private static string Engine(IReadOnlyList<Fact> facts) =>
        $"""
        if turn {Seconds(facts.Max(fact => fact.Limit))} && has {EngineAnswers.Section} docker; then
        engine {ShellText.Quote(EngineAnswers.Names(facts))} {ShellText.Quote(EngineAnswers.Requests(facts))}
        echo "{EngineAnswers.Section} $?" >>"$run/status"
        fi

        """;

    private static string Shell(Fact fact) =>
        $"""
        if turn {Seconds(fact.Limit)} && has {fact.Name} {ShellText.Quote(fact.Requires ?? "")}; then
        (set -- {string.Join(' ', fact.Arguments.Select(ShellText.Quote))}
        {fact.Script.TrimEnd()}
        ) >"$run/out.{fact.Name}"
        echo "{fact.Name} $?" >>"$run/status"
        fi

        """;

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Each fact once, however many tasks ask for it.</summary>
    private static IEnumerable<Fact> OncePerName(IEnumerable<Fact> facts) => facts.Distinct().GroupBy(fact => fact.Name)
        .Select(named => named.Skip(1).All(other => Same(other, named.First()))
            ? named.First()
            : throw new ArgumentException($"Two different facts are called '{named.Key}'.", nameof(facts)));

    private static bool Same(Fact one, Fact other) =>
        (one.Script, one.Requires, one.Limit) == (other.Script, other.Requires, other.Limit) && one.Arguments.SequenceEqual(other.Arguments);
}
