using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary>What one exec read on a node.</summary>
/// <param name="Node">The node's name in the cluster file.</param>
/// <param name="ReadAt">Our clock in the middle of the exec.</param>
public sealed record NodeReadings(string Node, DateTimeOffset ReadAt, ImmutableDictionary<string, FactText> Sections)
{
    /// <exception cref="FridgeException">The node did not print the fact, or printed what nobody can read.</exception>
    public T Read<T>(Fact<T> fact)
    {
        if (!Sections.TryGetValue(fact.Name, out var text))
            throw Unreadable(fact, "it is missing in what the node printed", null);
        try
        {
            return fact.Parse(text);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or System.Text.Json.JsonException)
        {
            throw Unreadable(fact, failure.Message, failure);
        }
    }

    private FridgeException Unreadable(Fact fact, string why, Exception? inner) =>
        new($"The fact '{fact.Name}' of {Node} can't be read: {why}.", $"See what the node says: {fact.Script}", inner: inner)
        {
            Evidence = Sections.TryGetValue(fact.Name, out var text) ? text.Lines : [],
        };
}
