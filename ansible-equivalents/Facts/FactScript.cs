using System.Globalization;
using System.Text;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Facts;

/// <summary>One script that reads many facts, in the form that <see cref="FactSections"/> reads. Its first argument is the limit of all, in seconds.</summary>
internal static class FactScript
{
    /// <exception cref="ArgumentException">Two different facts have one name.</exception>
    public static string Compose(IEnumerable<Fact> facts)
    {
        var script = new StringBuilder(EmbeddedText.Read("facts.sh"));
        foreach (var fact in OncePerName(facts))
            script.AppendJoin(' ', ["fact", fact.Name, .. Words(fact).Select(ShellText.Quote)]).Append('\n');
        return script.Append("echo ':end 0'\n").ToString();
    }

    private static IEnumerable<string> Words(Fact fact) =>
        [fact.Limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), fact.Requires ?? "", fact.Script.TrimEnd(), .. fact.Arguments];

    /// <summary>Each fact once, however many tasks ask for it.</summary>
    private static IEnumerable<Fact> OncePerName(IEnumerable<Fact> facts) => facts.Distinct().GroupBy(fact => fact.Name)
        .Select(named => named.Skip(1).All(other => Words(other).SequenceEqual(Words(named.First())))
            ? named.First()
            : throw new ArgumentException($"Two different facts are called '{named.Key}'.", nameof(facts)));
}
