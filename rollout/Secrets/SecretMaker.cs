using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Manifests;

namespace Fridge.Rollout.Secrets;

/// <summary>Gives secrets that a cluster lacks their content; a generated one is made here, and known to nobody but the orchestrator afterwards.</summary>
internal sealed class SecretMaker(ClusterSecrets known, Redactor redactor)
{
    /// <summary>Of 62 letters and digits: 190 bits.</summary>
    private const int Length = 32;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>One value under each key, however many files have it.</summary>
    private readonly Dictionary<string, Secret> made = [];

    public ImmutableArray<NewSecret> Make(IEnumerable<ReleaseSecret> secrets) =>
        [.. secrets.Select(secret => new NewSecret(secret.Name, redactor.Hide(secret.Content(Value(secret.Key)))))];

    private Secret Value(string key)
    {
        if (known.Values.GetValueOrDefault(key) is { } value)
            return value;
        if (!made.TryGetValue(key, out var generated))
            made[key] = generated = redactor.Hide(RandomNumberGenerator.GetString(Letters, Length));
        return generated;
    }
}
