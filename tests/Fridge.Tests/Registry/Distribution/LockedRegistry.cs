using Fridge.Registry.Distribution;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Debian's docker-registry that wants a user and a password.</summary>
public sealed class LockedRegistry : LocalRegistry
{
    // bcrypt of the password below.
    private const string Htpasswd = "ada:$2y$04$DeHg6v60QN.EsR0x2W/us.3qPH71IByBvOolOTnFt8n442dQG8mbW\n";

    internal static RegistryCredentials Ada { get; } = new("ada", new Redactor().Hide("correct horse"));

    protected override string Authentication => $"auth: {{htpasswd: {{realm: test, path: {Folder}/htpasswd}}}}";

    public override async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "htpasswd"), Htpasswd);
        await base.InitializeAsync();
    }
}
