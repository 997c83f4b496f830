using System.Text;
using System.Text.Json;
using Fridge.Registry.Distribution;

namespace Fridge.Registry.Logins;

/// <summary>What Docker's <c>config.json</c> says about one registry.</summary>
/// <param name="Stored">Null: nothing is stored there.</param>
/// <param name="Helper">The program <c>docker-credential-…</c> that knows; null: none.</param>
internal sealed record DockerConfig(RegistryCredentials? Stored, string? Helper)
{
    /// <summary>The user that a helper names for an identity token.</summary>
    public const string TokenUser = "<token>";

    public static readonly DockerConfig Nothing = new(null, null);

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static DockerConfig Of(string json, RegistryAddress registry, Redactor redactor)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new DockerConfig(
            registry.ConfigKeys.Select(key => Member(root, "auths", key)).OfType<JsonElement>().Select(entry => Login(entry, redactor)).OfType<RegistryCredentials>().FirstOrDefault(),
            registry.ConfigKeys.Select(key => Member(root, "credHelpers", key)?.GetString()).FirstOrDefault(name => name is not null) ?? Member(root, "credsStore")?.GetString());
    }

    private static RegistryCredentials? Login(JsonElement entry, Redactor redactor)
    {
        if (Member(entry, "identitytoken")?.GetString() is { Length: > 0 } token)
            return new RegistryCredentials(TokenUser, redactor.Hide(token)) { IsIdentityToken = true };
        return Member(entry, "auth")?.GetString() is { Length: > 0 } auth && Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2) is [var user, var password]
            ? new RegistryCredentials(user, redactor.Hide(password.TrimEnd('\0')))
            : null;
    }

    private static JsonElement? Member(JsonElement element, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var found))
                return null;
            element = found;
        }

        return element;
    }
}
