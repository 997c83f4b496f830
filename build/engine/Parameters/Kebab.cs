using System.Text;

namespace Fridge.Engine;

internal static class Kebab
{
    /// <summary><c>UiPort</c> is <c>ui-port</c>, <c>SSHKey</c> is <c>ssh-key</c>.</summary>
    public static string Of(string member)
    {
        var text = new StringBuilder(member.Length + 4);
        for (var i = 0; i < member.Length; i++)
        {
            if (i > 0 && char.IsUpper(member[i]) && (!char.IsUpper(member[i - 1]) || (i + 1 < member.Length && char.IsLower(member[i + 1]))))
                text.Append('-');
            text.Append(char.ToLowerInvariant(member[i]));
        }

        return text.ToString();
    }

    /// <summary><c>ui-port</c> is <c>UiPort</c>.</summary>
    public static string ToMember(string kebab) => string.Concat(kebab.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string ToVariable(string kebab) => "FRIDGE_" + kebab.Replace('-', '_').ToUpperInvariant();
}
