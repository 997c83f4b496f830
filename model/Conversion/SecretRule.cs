namespace Fridge.Model.Conversion;

/// <summary>Options whose values Flink hides, by the parts of names that it knows them by (<c>GlobalConfiguration.SENSITIVE_KEYS</c> of 1.20).</summary>
internal static class SecretRule
{
    private static readonly string[] Parts =
        ["password", "secret", "fs.azure.account.key", "apikey", "api-key", "auth-params", "service-key", "token", "basic-auth", "jaas.config", "http-headers"];

    /// <summary>Only the last part of a name: <c>security.delegation.tokens.enabled</c> holds no token.</summary>
    public static bool IsSecret(string key) => Parts.Any(part => part.Contains('.')
        ? key.Contains(part, StringComparison.OrdinalIgnoreCase)
        : key[(key.LastIndexOf('.') + 1)..].Contains(part, StringComparison.OrdinalIgnoreCase));

    public static Outcome? Apply(ConfEntry entry) => IsSecret(entry.Key)
        ? Outcome.Refused("it is a secret, and a cluster file is checked in; left out, so add it by hand to one that isn't")
        : null;
}
