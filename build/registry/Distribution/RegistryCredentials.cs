using System.Net.Http.Headers;
using System.Text;

namespace Fridge.Registry.Distribution;

/// <summary>Whom a registry knows. They go to the registry, or to the server of its tokens, over TLS only.</summary>
/// <param name="Password">Or an access token, where the registry takes one in its place.</param>
internal sealed record RegistryCredentials(string User, Secret Password)
{
    /// <summary>The password is one of OAuth2's refresh tokens, as some registries' log-ins leave it in Docker's configuration: the server of tokens takes it, and nobody else.</summary>
    public bool IsIdentityToken { get; init; }

    internal AuthenticationHeaderValue Basic() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password.Reveal()}")));
}
