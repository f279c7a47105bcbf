using System.Globalization;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>How many characters, items or members there may be.</summary>
internal sealed class CountRule(int? minimum, int? maximum, string things)
{
    private readonly string _words = Bounds.CountInWords(minimum, maximum, things);

    public bool IsAnything => minimum is null && maximum is null;

    public bool Holds(int count) => !(count < minimum) && !(count > maximum);

    public void Check(ref CheckRun run, int count)
    {
        if (!Holds(count))
        {
            run.Fault(FaultCode.Length, _words, count.ToString(CultureInfo.InvariantCulture));
        }
    }
}
