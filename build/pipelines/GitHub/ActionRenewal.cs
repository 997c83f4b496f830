using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Pipelines.GitHub;

/// <summary>The newest version of an action that takes the same inputs, by its tags.</summary>
/// <param name="Pin">The one to use from now on.</param>
/// <param name="Later">A version that may take others, which a person has to look at; null: there is none.</param>
internal sealed record ActionRenewal(ActionPin Pin, string? Later)
{
    /// <exception cref="FridgeException">The version that is used names another commit than it did, or is gone: nothing is taken from there.</exception>
    public static ActionRenewal Of(ActionPin pin, IReadOnlyDictionary<string, string> tags, string source)
    {
        if (tags.GetValueOrDefault(pin.Version) is var now && now != pin.Commit)
        {
            throw new FridgeException(
                $"{pin.Name} {pin.Version} was {pin.Commit}; {source} says {now ?? "that there is no such version"}.",
                $"A version that was released doesn't change: look at {pin.Name} before you take anything from it.");
        }

        var versions = tags.Keys.Select(tag => (Tag: tag, Number: ActionVersion.Of(tag))).Where(version => version.Number is not null).OrderBy(version => version.Number).ToImmutableArray();
        var newest = versions.Last(version => version.Number!.Major == pin.Major).Tag;
        return new(
            newest == pin.Version ? pin : pin with { Version = newest, Commit = tags[newest], Source = source },
            versions[^1].Number!.Major > pin.Major ? versions[^1].Tag : null);
    }
}
