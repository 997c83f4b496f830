using Renci.SshNet;

namespace Fridge.Nodes.SshNet;

/// <summary>Credentials in SSH.NET's terms.</summary>
internal static class SshNetKeys
{
    /// <summary>Without a key that can be read here the server is met all the same: its host key comes before any password. One that can't be read hides no other.</summary>
    /// <param name="unread">Told each file that can't be read here, with the reason.</param>
    public static AuthenticationMethod Of(NodeRoute route, Action<string> unread)
    {
        var files = route.Identities.Where(file => file.Kind == IdentityKind.Plain).Select(file => Read(file, unread)).OfType<IPrivateKeySource>().ToArray();
        return files.Length == 0 ? new NoneAuthenticationMethod(route.User) : new PrivateKeyAuthenticationMethod(route.User, files);
    }

    public static AuthenticationMethod Of(NodeRoute route, Secret password) => new PasswordAuthenticationMethod(route.User, password.Reveal());

    private static PrivateKeyFile? Read(IdentityFile file, Action<string> unread)
    {
        try
        {
            return new PrivateKeyFile(file.Path);
        }
        catch (Exception reason)
        {
            // A file may hold anything, and what reads it throws as it likes.
            unread($"The key {file.Path} can't be read: {reason.Message}");
            return null;
        }
    }
}
