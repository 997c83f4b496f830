using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Tooling.Nodes.SshNet;

/// <summary>Credentials in SSH.NET's terms.</summary>
internal static class SshNetKeys
{
    /// <returns>Null: there is no key that can be read here.</returns>
    public static AuthenticationMethod? Of(NodeRoute route)
    {
        var files = route.Identities.Where(file => file.Kind == IdentityKind.Plain).Select(Read).ToArray();
        return files.Length == 0 ? null : new PrivateKeyAuthenticationMethod(route.User, files);
    }

    public static AuthenticationMethod Of(NodeRoute route, Secret password) => new PasswordAuthenticationMethod(route.User, password.Reveal());

    private static IPrivateKeySource Read(IdentityFile file)
    {
        try
        {
            return new PrivateKeyFile(file.Path);
        }
        catch (Exception reason) when (reason is SshException or IOException or UnauthorizedAccessException or CryptographicException or FormatException)
        {
            throw new FridgeException($"The key {file.Path} can't be read: {reason.Message}", "Name another identityFile in the cluster file.", inner: reason);
        }
    }
}
