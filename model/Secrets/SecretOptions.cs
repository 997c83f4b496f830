using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>
/// Which of Flink's options hold a secret: those whose values Flink hides, and those of Hadoop's file systems whose values it shows.
/// </summary>
public static class SecretOptions
{
    /// <summary>Flink 1.20.5, <c>GlobalConfiguration.SENSITIVE_KEYS</c>: an option whose name contains one of these is shown as <c>******</c>.</summary>
    private static readonly ImmutableArray<string> HiddenWords =
        ["password", "secret", "fs.azure.account.key", "apikey", "auth-params", "service-key", "token", "basic-auth", "jaas.config", "http-headers"];

    /// <summary>
    /// Ends of names, <c>-</c> written as <c>.</c>: the rest of Hadoop's <c>hadoop.security.sensitive-config-keys</c>, the names of access keys,
    /// which people keep with their secrets, and <c>api-key</c>, which reporters use.
    /// </summary>
    private static readonly ImmutableArray<string> ShownEnds =
        [".access.key", ".accesskeyid", ".session.key", ".encryption.key", ".private.key", ".credential", ".keystore.pass", ".api.key"];

    /// <summary>Options of Flink and Kubernetes about secrets that somebody else keeps: Flink hides their values, a person may read them.</summary>
    private static readonly ImmutableArray<string> OnlyAbout =
        ["security.kerberos.fetch.delegation-token", "yarn.security.appmaster.delegation.token.services", "kubernetes.secrets", "kubernetes.env.secretkeyref", "kubernetes.container.image.pull-secrets"];

    /// <summary>Below these a secret is what the last part of a name says: <c>….tokens.enabled</c> is not a secret.</summary>
    private static readonly ImmutableArray<string> AboutTokens = ["security.delegation.token", "security.kerberos.token"];

    /// <summary>Its value must not be written down.</summary>
    public static bool Holds(string key)
    {
        var name = key.ToLowerInvariant();
        if (OnlyAbout.Contains(name))
            return false;
        return AboutTokens.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            ? HasHiddenWord(name[name.LastIndexOf('.')..]) || IsShown(name)
            : HasHiddenWord(name) || IsShown(name);
    }

    /// <summary>Flink shows it as <c>******</c>, in its log and over REST.</summary>
    public static bool IsHiddenByFlink(string key) => HasHiddenWord(key.ToLowerInvariant());

    private static bool HasHiddenWord(string name) => HiddenWords.Any(word => name.Contains(word, StringComparison.Ordinal));

    private static bool IsShown(string name) =>
        ShownEnds.Any(end => $".{name.Replace('-', '.')}".EndsWith(end, StringComparison.Ordinal));
}
