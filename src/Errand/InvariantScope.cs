using System.Globalization;

namespace Errand;

/// <summary>The invariant culture for this thread, until it is disposed of: for calls that follow the current culture and take no
/// other.</summary>
internal readonly ref struct InvariantScope
{
    private readonly CultureInfo _before;

    private InvariantScope(CultureInfo before) => _before = before;

    public static InvariantScope Enter()
    {
        var scope = new InvariantScope(CultureInfo.CurrentCulture);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return scope;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
