using System.Security.Cryptography;
using Fridge.Tooling;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Nodes.SshNet;

/// <summary>Credentials in SSH.NET's terms.</summary>
internal static class SshNetKeys
{
    /// <summary>Without a key that can be read here the server is met all the same: its host key comes before any password.</summary>
    public static AuthenticationMethod Of(NodeRoute route)
    {
        var files = route.Identities.Where(file => file.Kind == IdentityKind.Plain).Select(Read).ToArray();
        return files.Length == 0 ? new NoneAuthenticationMethod(route.User) : new PrivateKeyAuthenticationMethod(route.User, files);
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
