using System.Collections.Immutable;
using System.Reflection;

namespace Fridge.Engine;

internal static class ParameterMembers
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static ImmutableArray<ParameterMember> Of(Type build)
    {
        var members = build.GetMembers(Everything)
            .Where(member => member is PropertyInfo or FieldInfo)
            .Select(member => (member, attribute: member.GetCustomAttribute<ParameterAttribute>()))
            .Where(found => found.attribute is not null)
            .OrderBy(found => found.member.MetadataToken)
            .Select(found => new ParameterMember(found.member, found.attribute!))
            .ToImmutableArray();
        var clash = members.FirstOrDefault(member => BuiltInOptions.Find(member.Name) is not null);
        return clash is null ? members : throw new InvalidOperationException($"The parameter {clash.MemberName} has the name of the built-in option --{clash.Name}.");
    }
}
