using Renci.SshNet;

namespace Fridge.Nodes.SshNet;

/// <summary>Authenticates as <paramref name="inner"/> does, and keeps the session, whose events tell whether the node still answers.</summary>
internal sealed class ListeningAuthentication(AuthenticationMethod inner, Action<Session> onSession) : AuthenticationMethod(inner.Username)
{
    public override string Name => inner.Name;

    public override AuthenticationResult Authenticate(Session session)
    {
        onSession(session);
        var result = inner.Authenticate(session);
        AllowedAuthentications = inner.AllowedAuthentications;
        return result;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
