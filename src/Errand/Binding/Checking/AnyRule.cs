using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>Any JSON: only what holds everywhere is checked.</summary>
internal sealed class AnyRule(bool allowsNull) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        if (!allowsNull && run.Reader.TokenType == JsonTokenType.Null)
        {
            run.Mismatch("a value");
            return;
        }

        Walk(ref run);
    }

    /// <summary>Skips a value of any shape. Duplicate names and strings that are not valid text are found in it too.</summary>
    public static void Walk(ref CheckRun run)
    {
        switch (run.Reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WalkObject(ref run);
                break;
            case JsonTokenType.StartArray:
                for (int i = 0; run.Read() != JsonTokenType.EndArray; i++)
                {
                    run.Enter(i);
                    Walk(ref run);
                    run.Leave();
                }

                break;
            case JsonTokenType.String:
                run.IsText();
                break;
        }
    }

    private static void WalkObject(ref CheckRun run)
    {
        int owner = run.NewOwner();
        while (run.Read() != JsonTokenType.EndObject)
        {
            WalkMember(ref run, owner);
        }
    }

    /// <summary>Passes over the member whose name the reader stands on.</summary>
    public static void WalkMember(ref CheckRun run, int owner)
    {
        if (!run.TakeName(owner))
        {
            // A path through a name that is not valid text cannot be written down: faults below it count for the object.
            run.Read();
            Walk(ref run);
            return;
        }

        run.EnterNamed();
        run.Read();
        Walk(ref run);
        run.Leave();
    }
}
