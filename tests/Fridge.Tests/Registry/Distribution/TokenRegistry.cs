namespace Fridge.Tests.Registry.Distribution;

/// <summary>Debian's docker-registry that believes the tokens of a server beside it.</summary>
public sealed class TokenRegistry : LocalRegistry
{
    public TokenServer? Tokens { get; private set; }

    protected override string Authentication =>
        $"auth: {{token: {{realm: \"{Tokens!.Realm}\", service: {TokenServer.Service}, issuer: {TokenServer.Issuer}, rootcertbundle: {Folder}/tokens.pem}}}}";

    public override async ValueTask InitializeAsync()
    {
        Tokens = new TokenServer(Certificates);
        await File.WriteAllTextAsync(Path.Combine(Folder, "tokens.pem"), Tokens.CertificatePem);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await (Tokens?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }
}
