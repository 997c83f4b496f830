namespace Fridge.Registry.Distribution;

/// <summary>What a request is about, so that what was learnt from one challenge serves the next request of its kind.</summary>
/// <param name="MountFrom">The other repository of a mount, which is read.</param>
internal sealed record RegistryScope(string Name, bool Writes = false, string? MountFrom = null)
{
    /// <summary>The registry as a whole: whether it is up, what it has.</summary>
    public static readonly RegistryScope Registry = new("");

    public static RegistryScope Read(string repository) => new(repository);

    public static RegistryScope Write(string repository) => new(repository, Writes: true);

    /// <summary>
    /// Scopes to ask a token for: the challenge's own, and the other repository's, which some registries don't name. Where an upload is asked
    /// how far it got, a registry wants reading alone; the same token is to write what comes next.
    /// </summary>
    public IEnumerable<string> Wanted(string challenged) => challenged.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(scope => Writes && scope == $"repository:{Name}:pull" ? $"{scope},push" : scope)
        .Concat(MountFrom is null ? [] : [$"repository:{MountFrom}:pull"]).Distinct();
}
