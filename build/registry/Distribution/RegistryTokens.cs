using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Fridge.Registry.Distribution;

/// <summary>Answers a registry's challenges: by name and password, or by a token that its realm gives for them, or to anybody.</summary>
internal sealed class RegistryTokens(RegistryConnection connection, Func<Func<HttpRequestMessage>, CancellationToken, Task<HttpResponseMessage>> send)
{
    // "If omitted, this defaults to 60 seconds": distribution's token specification.
    private const int DefaultSeconds = 60;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<RegistryScope, Answer> answers = new();

    /// <returns>What the last challenge of this kind was answered with; null: there was none, or it is too old.</returns>
    public AuthenticationHeaderValue? Known(RegistryScope scope) =>
        answers.TryGetValue(scope, out var answer) && answer.Until > connection.Time.GetUtcNow() ? answer.Header : null;

    /// <exception cref="FridgeException">It wants what this program can't give, or didn't take what it gave.</exception>
    public async Task<AuthenticationHeaderValue> AnswerAsync(
        RegistryScope scope, IEnumerable<AuthenticationHeaderValue> offered, CancellationToken cancellationToken)
    {
        var answer = AuthenticationChallenge.Of(offered) switch
        {
            { IsBearer: true } bearer => await AskAsync(scope, bearer, cancellationToken),
            { IsBasic: true } when connection.Credentials is { IsIdentityToken: false } credentials => new Answer(credentials.Basic(), DateTimeOffset.MaxValue),
            { IsBasic: true } => throw RegistryErrors.NeedsCredentials(connection.Registry),
            _ => throw RegistryErrors.UnknownAuthentication(connection.Registry),
        };
        answers[scope] = answer;
        return answer.Header;
    }

    private async Task<Answer> AskAsync(RegistryScope scope, AuthenticationChallenge challenge, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || realm.Scheme != Uri.UriSchemeHttps)
            throw RegistryErrors.OpenRealm(connection.Registry, challenge.Realm);
        using var response = await send(() => Question(realm, scope, challenge), cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw RegistryErrors.Refused(connection, realm.Authority);
        if (!response.IsSuccessStatusCode)
            throw await RegistryErrors.FromAsync(realm.Authority, "a token", response, connection.Time.GetUtcNow(), cancellationToken);
        var given = await response.Content.ReadFromJsonAsync<Given>(cancellationToken);
        if ((given?.Token ?? given?.AccessToken) is not { Length: > 0 } token)
            throw RegistryErrors.NoToken(connection.Registry, realm.Authority);
        var lifetime = TimeSpan.FromSeconds(given!.ExpiresIn ?? DefaultSeconds);
        return new Answer(new AuthenticationHeaderValue("Bearer", token), connection.Time.GetUtcNow() + lifetime - Margin);
    }

    private HttpRequestMessage Question(Uri realm, RegistryScope scope, AuthenticationChallenge challenge)
    {
        if (connection.Credentials is { IsIdentityToken: true } identity)
            return new HttpRequestMessage(HttpMethod.Post, realm) { Content = Form(identity, scope, challenge) };
        var request = new HttpRequestMessage(HttpMethod.Get, Address(realm, scope, challenge));
        request.Headers.Authorization = connection.Credentials?.Basic();
        return request;
    }

    /// <summary>Distribution's OAuth2 specification.</summary>
    private static FormUrlEncodedContent Form(RegistryCredentials identity, RegistryScope scope, AuthenticationChallenge challenge) => new(
    [
        new("grant_type", "refresh_token"), new("client_id", "fridge"), new("service", challenge.Service),
        new("scope", string.Join(' ', scope.Wanted(challenge.Scope))), new("refresh_token", identity.Password.Reveal()),
    ]);

    private static Uri Address(Uri realm, RegistryScope scope, AuthenticationChallenge challenge)
    {
        var parameters = scope.Wanted(challenge.Scope).Select(wanted => ("scope", wanted)).Prepend(("service", challenge.Service));
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Item1}={Uri.EscapeDataString(parameter.Item2)}"));
        return new UriBuilder(realm) { Query = realm.Query is { Length: > 1 } before ? $"{before[1..]}&{query}" : query }.Uri;
    }

    private sealed record Answer(AuthenticationHeaderValue Header, DateTimeOffset Until);

    private sealed record Given(
        [property: JsonPropertyName("token")] string? Token,
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] int? ExpiresIn);
}
