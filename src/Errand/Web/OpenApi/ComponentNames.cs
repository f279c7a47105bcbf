using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Errand.Web.OpenApi;

/// <summary>What schemas of task types are called. Generators make classes of the names, for which letters of the other case are no
/// difference.</summary>
internal sealed class ComponentNames
{
    private const int HashDigits = 4;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="taken">Names that are given away already.</param>
    public ComponentNames(IEnumerable<string> taken) => _taken.UnionWith(taken);

    /// <summary><c>V2ReportGen</c> for <c>v2.report-gen</c>; empty when the text has no letter or digit of ASCII.</summary>
    public static string PascalOf(string text)
    {
        var name = new StringBuilder();
        bool isStart = true;
        foreach (char each in text)
        {
            if (char.IsAsciiLetterOrDigit(each))
            {
                name.Append(isStart ? char.ToUpperInvariant(each) : each);
            }

            isStart = !char.IsAsciiLetterOrDigit(each);
        }

        return name.ToString();
    }

    /// <summary>A name for each task type, from which those of its schemas are made. Types that would have the same one have more than
    /// that: the same, whatever other types there are.</summary>
    /// <param name="types">The types.</param>
    /// <param name="isTaken">Whether a name cannot be given to any type.</param>
    public static IReadOnlyDictionary<string, string> OfTypes(IReadOnlyList<string> types, Predicate<string> isTaken)
    {
        ILookup<string, string> alike = types.ToLookup(BaseOf, StringComparer.OrdinalIgnoreCase);
        return types.ToDictionary(type => type, type =>
        {
            string name = BaseOf(type);
            return alike[name].Skip(1).Any() || isTaken(name) ? $"{name}_{HashOf(type, alike[name])}" : name;
        });
    }

    /// <summary>Gives a name away: this one, or one that is longer when it is given away already.</summary>
    public string Take(string name)
    {
        string free = name;
        for (int i = 2; !_taken.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        return free;
    }

    private static string BaseOf(string type) => PascalOf(type) is { Length: > 0 } name ? name : "Type";

    /// <summary>As many digits as tell a type from the others, at least <see cref="HashDigits"/>.</summary>
    private static string HashOf(string type, IEnumerable<string> others)
    {
        string hash = HashOf(type);
        int digits = HashDigits;
        while (others.Any(other => other != type && HashOf(other)[..digits] == hash[..digits]))
        {
            digits++;
        }

        return hash[..digits];
    }

    private static string HashOf(string type) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(type)));
}
