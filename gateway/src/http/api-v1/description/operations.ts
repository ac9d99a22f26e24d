import { accountOperations } from "./account-operations.ts";
import { captureOperations } from "./capture-operations.ts";
import { closingOperations } from "./closing-operations.ts";
import type { Operation } from "./operation.ts";
import { notificationOperations } from "./notification-operations.ts";
import { orderOperations } from "./order-operations.ts";
import { orderRecordOperations } from "./order-record-operations.ts";
import { paymentMethodOperations } from "./payment-method-operations.ts";
import { recurringOperations } from "./recurring-operations.ts";
import { refundOperations } from "./refund-operations.ts";
import { siteOperations } from "./site-operations.ts";
import { transactionOperations } from "./transaction-operations.ts";

/** Every call that is described, in the order of the documentation. */
export const operations: readonly Operation[] = [
  ...orderOperations,
  ...orderRecordOperations,
  ...refundOperations,
  ...captureOperations,
  ...recurringOperations,
  ...paymentMethodOperations,
  ...transactionOperations,
  ...notificationOperations,
  ...closingOperations,
  ...accountOperations,
  ...siteOperations,
];
