using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Provisioning.Facts;

/// <summary>What one exec read on a node. Each fact is parsed once.</summary>
/// <param name="node">The node's name in the cluster file.</param>
/// <param name="readAt">Our clock in the middle of the exec.</param>
public sealed class NodeReadings(string node, DateTimeOffset readAt, ImmutableDictionary<string, FactText> sections)
{
    private readonly ConcurrentDictionary<Fact, object?> parsed = new();
    private NodeFacts? facts;

    public string Node { get; } = node;

    public DateTimeOffset ReadAt { get; } = readAt;

    /// <summary>What other rooms use of them.</summary>
    /// <exception cref="FridgeException">As <see cref="Read"/>.</exception>
    public NodeFacts Facts => facts ??= NodeFactsReader.Read(this);

    /// <param name="output">Of <see cref="FactScript"/>.</param>
    /// <param name="asked">What was to be read.</param>
    /// <exception cref="FridgeException">It is no facts script's output.</exception>
    internal static NodeReadings Of(string node, DateTimeOffset readAt, string output, IEnumerable<Fact> asked)
    {
        try
        {
            return new NodeReadings(node, readAt, EngineAnswers.Spread(FactSections.Parse(output), asked));
        }
        catch (FormatException failure)
        {
            throw new FridgeException($"The facts of {node} can't be read: {failure.Message}.",
                $"Does the login shell of {node} start other programs? This should print nothing: ssh {node} true", inner: failure)
            {
                Evidence = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(10)],
            };
        }
    }

    /// <exception cref="FridgeException">The node did not print the fact, or printed what nobody can read.</exception>
    public T Read<T>(Fact<T> fact) => (T)parsed.GetOrAdd(fact, _ => Parse(fact))!;

    private T Parse<T>(Fact<T> fact)
    {
        if (!sections.TryGetValue(fact.Name, out var text))
            throw Unreadable(fact, "it is missing from the node's answer", null, []);
        try
        {
            return fact.Parse(text);
        }
        catch (Exception failure) when (failure is not FridgeException)
        {
            // Whatever a parser stumbled over, the node printed it: no bug of the build.
            throw Unreadable(fact, failure.Message.TrimEnd('.'), failure, text.Lines);
        }
    }

    private FridgeException Unreadable(Fact fact, string why, Exception? inner, ImmutableArray<string> lines) =>
        new($"The fact '{fact.Name}' of {Node} can't be read: {why}.",
            $"See what this prints on {Node}: sudo {new RemoteCommand(["sh", "-c", fact.Script, fact.Name, .. fact.Arguments]).CommandLine()}", inner: inner)
        {
            Evidence = [.. lines.Take(20)],
        };
}
