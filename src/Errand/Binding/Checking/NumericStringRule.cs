using System.Text;

namespace Errand.Binding.Checking;

/// <summary>A number that came as a string. Its form is a pattern's matter; it has the bounds of its type as if it had come as a
/// number.</summary>
internal sealed class NumericStringRule(ValueRule form, FloatRule number) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        int faults = run.FaultCount;
        form.Check(ref run);
        if (run.FaultCount == faults && !run.IsFull)
        {
            number.CheckBounds(ref run, Encoding.UTF8.GetBytes(run.Reader.GetString()!));
        }
    }
}
