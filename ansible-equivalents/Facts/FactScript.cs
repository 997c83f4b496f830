using System.Text;

namespace Fridge.Provisioning.Facts;

/// <summary>One script that reads many facts: a function for each, then sections in the form that <see cref="FactSections"/> reads.</summary>
public static class FactScript
{
    // A daemon that hangs must not hang the run: each fact has 20 s. Command substitution drops the last line ends,
    // and the space before every line keeps a file's content from looking like a section.
    private const string Frame = """
        export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
        section() {
          if out=$("fact_$1" 2>/dev/null </dev/null); then code=0; else code=$?; fi
          printf ':%s %s\n' "$1" "$code"
          [ -z "$out" ] || printf '%s\n' "$out" | sed 's/^/ /'
        }

        """;

    public static string Compose(IEnumerable<Fact> facts)
    {
        var script = new StringBuilder(Frame.ReplaceLineEndings("\n"));
        foreach (var fact in InOrder(facts))
            script.Append("fact_").Append(fact.Name).Append("() {\n").Append(fact.Script.TrimEnd()).Append("\n}\n")
                .Append("section ").Append(fact.Name).Append('\n');
        return script.ToString();
    }

    /// <summary>Each fact once, however many tasks ask for it.</summary>
    private static IEnumerable<Fact> InOrder(IEnumerable<Fact> facts) => facts.DistinctBy(fact => fact.Name);
}
